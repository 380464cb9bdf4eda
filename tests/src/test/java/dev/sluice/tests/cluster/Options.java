package dev.sluice.tests.cluster;

/** The guide's table of deployment options, and the variants beside them; each has a folder of its name in {@code conf/clustering}. */
public final class Options {

    private static final String PUSH = "push.mycompany.com";
    private static final String PUSH1 = "push1.mycompany.com";
    private static final String PUSH2 = "push2.mycompany.com";
    private static final String OUR_PUSH = "push.ourcompany.com";
    private static final String OUR_PUSH1 = "push1.ourcompany.com";
    private static final String OUR_PUSH2 = "push2.ourcompany.com";
    private static final String MY_WILDCARD = "*.mycompany.com";
    private static final String OUR_WILDCARD = "*.ourcompany.com";
    /** Addresses for the nodes' names, of the balancer or of the nodes themselves. */
    private static final String FIRST = "200.0.0.1";
    private static final String SECOND = "200.0.0.2";

    private Options() {
    }

    /** The row of an option or a variant, as {@code 2.B.1.4} or {@code 1.B.1-single}. */
    public static Deployment named(String option) {
        Deployment row = new Deployment(option);
        return switch (option) {
            case "1.A.1" -> row.host(PUSH, Deployment.LB).socket("HTTP Server", 80).byAddress();
            case "1.A.2" -> row.host(PUSH, Deployment.LB).socket("HTTP Server", 80).cookies();
            case "1.B.1" -> atOneAddress(row).sockets("HTTP Server S", 81, "HTTP Server CR", 80);
            case "1.B.1-single" -> atOneAddress(row).socket("HTTP Server", 80);
            case "1.B.1-addresses" -> atThreeAddresses(row).bytes().sockets("HTTP Server S", 81, "HTTP Server CR", 80);
            case "1.B.2" -> atThreeAddresses(row).nodesPublic().sockets("HTTP Server S", 81, "HTTP Server CR", 80);
            case "2.A.1" -> row.secure().host(PUSH, Deployment.LB).socket("HTTPS Server", 443).byAddress().keystore("push", PUSH);
            case "2.A.1m" -> row.secure().host(PUSH, Deployment.LB).host(OUR_PUSH, "200.0.0.20").socket("My HTTPS Server", 443)
                    .byAddress().keystore("mypush", PUSH).keystore("ourpush", OUR_PUSH);
            case "2.A.2" -> row.secure().host(PUSH, Deployment.LB).socket("HTTP Server", 80).cookies()
                    .balancerCertificate("push.pem", PUSH);
            case "2.B.1.1" -> tlsOnNodes(atThreeAddresses(row)).keystore("wildcard_push", MY_WILDCARD);
            case "2.B.1.1-single" -> atThreeAddresses(row.secure()).socket("HTTPS Server", 443)
                    .keystore("wildcard_push", MY_WILDCARD);
            case "2.B.1.1-san" -> tlsOnNodes(atThreeAddresses(row)).keystore("push", PUSH, PUSH1, PUSH2);
            case "2.B.1.1m" -> twoDomains(row).keystore("wildcard_mypush", MY_WILDCARD).keystore("wildcard_ourpush", OUR_WILDCARD);
            case "2.B.1.2" -> tlsOnNodes(atThreeAddresses(row)).nodesPublic().keystore("wildcard_push", MY_WILDCARD);
            case "2.B.1.3" -> atOneAddress(row.secure()).sockets("HTTP Server S", 81, "HTTP Server CR", 80)
                    .balancerCertificate("wildcard_push.pem", MY_WILDCARD);
            case "2.B.1.4" -> tlsOfCreationOnBalancer(row).balancerCertificate("wildcard_push.pem", MY_WILDCARD)
                    .keystore("wildcard_push", MY_WILDCARD);
            case "2.B.2.1" -> tlsOnNodes(atThreeAddresses(row)).keystore("push", PUSH).keystore(1, "push1", PUSH1)
                    .keystore(2, "push2", PUSH2);
            case "2.B.2.1m" -> twoDomains(row).keystore("mypush", PUSH).keystore(1, "mypush1", PUSH1).keystore(2, "mypush2", PUSH2)
                    .keystore("ourpush", OUR_PUSH).keystore(1, "ourpush1", OUR_PUSH1).keystore(2, "ourpush2", OUR_PUSH2);
            case "2.B.2.2" -> tlsOnNodes(atThreeAddresses(row)).nodesPublic().keystore("push", PUSH).keystore(1, "push1", PUSH1)
                    .keystore(2, "push2", PUSH2);
            case "2.B.2.3" -> atThreeAddresses(row.secure()).sockets("HTTP Server S", 81, "HTTP Server CR", 80)
                    .balancerCertificate("push.pem", PUSH).balancerCertificate("push1.pem", PUSH1)
                    .balancerCertificate("push2.pem", PUSH2);
            case "2.B.2.4" -> tlsOfCreationOnBalancer(row).balancerCertificate("push.pem", PUSH).keystore(1, "push1", PUSH1)
                    .keystore(2, "push2", PUSH2);
            default -> throw new IllegalArgumentException("no option " + option);
        };
    }

    private static Deployment atOneAddress(Deployment row) {
        return row.host(PUSH, Deployment.LB).host(PUSH1, Deployment.LB).host(PUSH2, Deployment.LB).links(PUSH1, PUSH2);
    }

    private static Deployment atThreeAddresses(Deployment row) {
        return row.host(PUSH, Deployment.LB).host(PUSH1, FIRST).host(PUSH2, SECOND).links(PUSH1, PUSH2);
    }

    private static Deployment tlsOnNodes(Deployment row) {
        return row.secure().sockets("HTTPS Server S", 444, "HTTPS Server CR", 443);
    }

    private static Deployment tlsOfCreationOnBalancer(Deployment row) {
        return atThreeAddresses(row.secure()).nodesPublic().sockets("HTTP Server S", 80, "HTTPS Server CR", 443);
    }

    private static Deployment twoDomains(Deployment row) {
        return atThreeAddresses(row.secure()).host(OUR_PUSH, "200.0.0.20").host(OUR_PUSH1, "200.0.0.11").host(OUR_PUSH2, "200.0.0.12")
                .sockets("My HTTPS Server S", 445, "My HTTPS Server CR", 443);
    }
}
