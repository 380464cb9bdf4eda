package dev.sluice.server.check.balancer;

import dev.sluice.server.config.ConfigProblem;
import java.util.List;

/**
 * What the file of a balancer says.
 *
 * @param file     as it is shown to the reader
 * @param product  whose file it is
 * @param routes   ways from a listener to a group of servers, in file order
 * @param findings what cannot be read, or is not understood and therefore left out of account
 */
public record BalancerFile(String file, Product product, List<Route> routes, List<ConfigProblem> findings) {

    public BalancerFile {
        routes = List.copyOf(routes);
        findings = List.copyOf(findings);
    }

    /** The balancers whose files are read. */
    public enum Product { HAPROXY, NGINX }
}
