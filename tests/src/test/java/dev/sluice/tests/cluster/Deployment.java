package dev.sluice.tests.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of the guide's table: who has which address, name and certificate. The files of {@code conf/clustering} say the rest. */
final class Deployment {

    /** The balancer's first public address. */
    static final String LB = "200.0.0.10";

    private final String option;
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private final List<String> balancerAddresses = new ArrayList<>(List.of(LB));
    private final List<Map<String, String[]>> keystores = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    private final Map<String, String[]> balancerCertificates = new LinkedHashMap<>();
    private final List<String> controlLinks = new ArrayList<>();
    private boolean nodesPublic;
    private boolean secure;
    private boolean cookies;
    private boolean roundRobin = true;
    private String createSocket;
    private String controlSocket;

    private Deployment(String option) {
        this.option = option;
    }

    /** A row without anything yet. */
    static Deployment of(String option) {
        return new Deployment(option);
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

    /** The names of the sockets for creations and for all other requests. */
    Deployment sockets(String create, String control) {
        createSocket = create;
        controlSocket = control;
        return this;
    }

    /** What the nodes tell as control link. */
    Deployment links(String first, String second) {
        controlLinks.addAll(List.of(first, second));
        return this;
    }

    /** The nodes have 200.0.0.1 and 200.0.0.2 themselves. */
    Deployment partiallyBehind() {
        nodesPublic = true;
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

    String option() {
        return option;
    }

    Map<String, String> hosts() {
        return hosts;
    }

    boolean nodesPublic() {
        return nodesPublic;
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

    String createSocket() {
        return createSocket;
    }

    String controlSocket() {
        return controlSocket;
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

    /** Where clients begin. */
    String url() {
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
