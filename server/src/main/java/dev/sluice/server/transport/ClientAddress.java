package dev.sluice.server.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Address of the client of one request, and what its own proxies said about it.
 *
 * @param address   shortest form, without brackets
 * @param forwarded client-side part of the X-Forwarded-For list, nearest last
 * @param missing   true when fewer entries came than the socket is told to skip
 */
record ClientAddress(String address, List<String> forwarded, boolean missing) {

    private static final int LONGEST_WORD = 64;

    /**
     * Applies the rules of {@code skip_local_forwards}.
     *
     * @param endpoint  peer of the connection, or what the PROXY protocol said
     * @param header    X-Forwarded-For lines joined by commas, or null
     * @param skip      number of proxies of our own that add an entry
     */
    static ClientAddress find(String endpoint, String header, int skip) {
        List<String> entries = entries(header);
        if (skip == 0) {
            return new ClientAddress(endpoint, List.copyOf(entries), false);
        }
        if (entries.size() < skip) {
            return new ClientAddress(endpoint, List.copyOf(entries), true);
        }
        int at = entries.size() - skip;
        return new ClientAddress(entries.get(at), List.copyOf(entries.subList(0, at)), false);
    }

    private static List<String> entries(String header) {
        if (header == null) {
            return List.of();
        }
        List<String> entries = new ArrayList<>();
        for (String piece : header.split(",")) {
            String entry = piece.trim();
            if (!entry.isEmpty()) {
                entries.add(normal(entry));
            }
        }
        return entries;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is no address, as some proxies write, without what could break a line of the log or of the protocol. */
    private static String harmless(String text) {
        String word = text.replaceAll("[^\\w.:-]", "?");
        return word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD);
    }

    /** The address in the form told to clients; brackets, port and scope are taken off. */
    static String normal(String text) {
        String bare = text;
        if (bare.startsWith("[") && bare.indexOf(']') > 0) {
            bare = bare.substring(1, bare.indexOf(']'));
        } else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        int scope = bare.indexOf('%');
        if (scope > 0) {
            bare = bare.substring(0, scope);
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        return bytes == null ? harmless(bare) : NetUtil.toAddressString(address(bytes));
    }
}
