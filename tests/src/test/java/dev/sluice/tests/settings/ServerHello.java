package dev.sluice.tests.settings;

import dev.sluice.tests.kit.NodeReads;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** What a node answers to a client that speaks TLSv1.2 and takes session tickets, made by hand. */
record ServerHello(Set<Integer> extensions) {

    /** RFC 5077. */
    static final int SESSION_TICKET = 0x23;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int TLS12 = 0x0303;
    private static final int RANDOM = 32;

    static ServerHello of(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(clientHello());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            byte[] record = in.readNBytes(in.readUnsignedShort());
            NodeReads.meter(port).read(record.length);
            if (type != HANDSHAKE) {
                throw new AssertionError("no handshake: record of type " + type);
            }
            ByteBuffer hello = ByteBuffer.wrap(record);
            hello.position(4 + 2 + RANDOM);
            hello.position(hello.position() + 1 + hello.get(hello.position()));
            hello.position(hello.position() + 3);
            Set<Integer> extensions = new HashSet<>();
            int end = hello.getShort() + hello.position();
            while (hello.position() < end) {
                extensions.add((int) hello.getShort());
                hello.position(hello.position() + 2 + hello.getShort(hello.position()));
            }
            return new ServerHello(extensions);
        }
    }

    private static byte[] clientHello() {
        ByteBuffer extensions = ByteBuffer.allocate(256);
        extension(extensions, SESSION_TICKET);
        extension(extensions, 0x0a, 0, 2, 0, 0x17);
        extension(extensions, 0x0b, 1, 0);
        extension(extensions, 0x0d, 0, 4, 4, 3, 5, 3);
        extension(extensions, 0x17);
        extensions.flip();
        ByteBuffer body = ByteBuffer.allocate(512);
        body.putShort((short) TLS12).put(new byte[RANDOM]).put((byte) 0);
        body.putShort((short) 4).putShort((short) 0xc02b).putShort((short) 0x00ff).put((byte) 1).put((byte) 0);
        body.putShort((short) extensions.remaining()).put(extensions).flip();
        ByteBuffer record = ByteBuffer.allocate(1024);
        record.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (body.remaining() + 4));
        record.put((byte) CLIENT_HELLO).put((byte) 0).putShort((short) body.remaining()).put(body).flip();
        byte[] octets = new byte[record.remaining()];
        record.get(octets);
        return octets;
    }

    private static void extension(ByteBuffer to, int type, int... octets) {
        to.putShort((short) type).putShort((short) octets.length);
        for (int octet : octets) {
            to.put((byte) octet);
        }
    }
}
