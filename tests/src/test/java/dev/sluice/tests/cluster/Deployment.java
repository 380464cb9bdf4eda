package dev.sluice.tests.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A row of the guide's table: who has which address, name and certificate. The files of {@code conf/clustering} say the rest. */
public final class Deployment {

    /** The balancer's first public address. */
    static final String LB = "200.0.0.10";

    private final String option;
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private final List<String> balancerAddresses = new ArrayList<>(List.of(LB));
    private final List<Map<String, String[]>> keystores = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    private final Map<String, String[]> balancerCertificates = new LinkedHashMap<>();
    private final List<String> controlLinks = new ArrayList<>();
    private boolean nodesPublic;
    private boolean bytes;
    private boolean asShipped;
    private boolean secure;
    private boolean cookies;
    private boolean roundRobin = true;
    private String createSocket;
    private String controlSocket;
    private int createPort;
    private int controlPort;

    /** A row without anything yet. */
    Deployment(String option) {
        this.option = option;
    }

    /** Clients come by {@code https}. */
    Deployment secure() {
        secure = true;
        return this;
    }

    /** A public name and its address; an address that no node has is the balancer's. */
    Deployment host(String name, String address) {
        hosts.put(name, address);
        return this;
    }

    /** The name and the port of the nodes' only socket for clients of this domain. */
    Deployment socket(String name, int port) {
        return sockets(name, port, name, port);
    }

    /** The names and the ports of the nodes' sockets for creations and for all other requests. */
    Deployment sockets(String create, int port, String control, int portForControl) {
        createSocket = create;
        createPort = port;
        controlSocket = control;
        controlPort = portForControl;
        return this;
    }

    /** What the nodes tell as control link. */
    Deployment links(String first, String second) {
        controlLinks.addAll(List.of(first, second));
        return this;
    }

    /** The nodes have 200.0.0.1 and 200.0.0.2 themselves. */
    Deployment nodesPublic() {
        nodesPublic = true;
        return this;
    }

    /** The balancer passes bytes, though it could read them. */
    Deployment bytes() {
        bytes = true;
        return this;
    }

    /** Nodes run without any setting beside their files. */
    Deployment asShipped() {
        asShipped = true;
        return this;
    }

    /** A key store of both nodes. */
    Deployment keystore(String name, String... certificateNames) {
        keystore(1, name, certificateNames);
        return keystore(2, name, certificateNames);
    }

    /** A key store of one node. */
    Deployment keystore(int node, String name, String... certificateNames) {
        keystores.get(node - 1).put(name, certificateNames);
        return this;
    }

    /** A certificate of the balancer. */
    Deployment balancerCertificate(String file, String... certificateNames) {
        balancerCertificates.put(file, certificateNames);
        return this;
    }

    /** The balancer keeps clients on a node by a cookie. */
    Deployment cookies() {
        cookies = true;
        return this;
    }

    /** The balancer keeps clients on a node by their address. */
    Deployment byAddress() {
        roundRobin = false;
        return this;
    }

    /** Its name. */
    public String option() {
        return option;
    }

    Map<String, String> hosts() {
        return hosts;
    }

    boolean hasPublicNodes() {
        return nodesPublic;
    }

    boolean isAsShipped() {
        return asShipped;
    }

    boolean secureClients() {
        return secure;
    }

    boolean cookieHandling() {
        return cookies;
    }

    boolean roundRobin() {
        return roundRobin;
    }

    /** Whether creations and the rest have an address each. */
    boolean twoAddresses() {
        return !controlLinks.isEmpty();
    }

    /** Whether a node has a socket for creations and another for all other requests. */
    boolean twoSockets() {
        return !createSocket.equals(controlSocket);
    }

    /** Whether the balancer reads HTTP, and so can tell the nodes the clients' addresses. */
    boolean readsHttp() {
        return !bytes && (!secure || !balancerCertificates.isEmpty());
    }

    String createSocket() {
        return createSocket;
    }

    String controlSocket() {
        return controlSocket;
    }

    int createPort() {
        return createPort;
    }

    int controlPort() {
        return controlPort;
    }

    /** Control link of node 1 or 2, {@code *} when there is none. */
    String controlLink(int node) {
        return controlLinks.isEmpty() ? "*" : controlLinks.get(node - 1);
    }

    Map<String, String[]> keystores(int node) {
        return keystores.get(node - 1);
    }

    Map<String, String[]> balancerCertificates() {
        return balancerCertificates;
    }

    /** The names of the certificate that is shown at a host name. */
    List<String> certificateOf(String host) {
        String wildcard = "*" + host.substring(host.indexOf('.'));
        return Stream.of(keystores.get(0), keystores.get(1), balancerCertificates).flatMap(each -> each.values().stream())
                .map(List::of).filter(names -> names.contains(host) || names.contains(wildcard)).findFirst().orElseThrow();
    }

    /** Where clients begin. */
    public String url() {
        return (secure ? "https://" : "http://") + hosts.keySet().iterator().next();
    }

    /** Every public address that is the balancer's. */
    List<String> balancerAddresses() {
        hosts.values().stream().distinct()
                .filter(address -> !balancerAddresses.contains(address))
                .filter(address -> !nodesPublic || !List.of("200.0.0.1", "200.0.0.2").contains(address))
                .forEach(balancerAddresses::add);
        return balancerAddresses;
    }
}
