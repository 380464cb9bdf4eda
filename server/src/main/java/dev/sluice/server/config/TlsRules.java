package dev.sluice.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** TLS settings of a block: lists that exclude each other, what is left of them, and keystores that open. */
final class TlsRules {
    private final Problems problems;
    private final Path confDir;
    private final Map<String, SSLContext> contexts = new HashMap<>();

    TlsRules(Problems problems, Path confDir) {
        this.problems = problems;
        this.confDir = confDir;
    }

    /** Checks an {@code https_server} or the {@code rmi_connector}. */
    void check(ConfigNode block) {
        boolean usable = provider(block);
        exclude(block, "allow_cipher_suite", "remove_cipher_suites");
        exclude(block, "allow_protocol", "remove_protocols");
        ConfigNode preference = block.element("enforce_server_cipher_suite_preference");
        if (preference != null && "config".equals(preference.attributeValue("order", "JVM"))
                && block.elements("allow_cipher_suite").isEmpty()) {
            problems.error(preference.attribute("order"), "needs allow_cipher_suite",
                    "list the suites with allow_cipher_suite or use order=\"JVM\"");
        }
        if (usable) {
            leftOver(block, "allow_cipher_suite", "remove_cipher_suites", "cipher suite");
            leftOver(block, "allow_protocol", "remove_protocols", "protocol");
        }
        store(block, "keystore", true);
        if (block.yes("use_client_auth") || block.yes("force_client_auth")) {
            store(block, "truststore", false);
        } else if (block.element("truststore") != null) {
            problems.info(block.element("truststore"), "is not looked at: neither use_client_auth nor force_client_auth is Y", "");
        }
    }

    /** Warns when a control socket refuses what a creation socket accepts: clients would create and fail in a loop. */
    void compare(List<ConfigNode> sockets) {
        for (ConfigNode control : sockets) {
            for (ConfigNode create : sockets) {
                if (control.value("port_type", "").equals("CONTROL_ONLY") && create.value("port_type", "").equals("CREATE_ONLY")
                        && control.name.equals("https_server") && create.name.equals("https_server")
                        && (stricter(control, create, "allow_cipher_suite", "remove_cipher_suites")
                        || stricter(control, create, "allow_protocol", "remove_protocols")
                        || control.yes("force_client_auth") && !create.yes("force_client_auth"))) {
                    problems.warn(control, "refuses TLS suites, protocols or certificates that " + create.path()
                            + " (line " + create.line + ") accepts, clients can create sessions and not bind them",
                            "give both the same lists and demands", "Control links");
                }
            }
        }
    }

    private boolean stricter(ConfigNode control, ConfigNode create, String allow, String remove) {
        List<String> controls = chosen(control, allow, remove);
        List<String> creates = chosen(create, allow, remove);
        return controls != null && creates != null && !controls.containsAll(creates);
    }

    private boolean provider(ConfigNode block) {
        ConfigNode provider = block.element("tls_provider");
        if (provider == null || Security.getProvider(provider.value) != null) {
            return true;
        }
        if (provider.value.equalsIgnoreCase("Conscrypt")) {
            problems.warn(provider, "is not installed, the provider of the JVM is used", "add its library to lib");
            provider.dropped = true;
            return true;
        }
        TreeSet<String> names = new TreeSet<>();
        for (var known : Security.getProviders()) {
            names.add(known.getName());
        }
        problems.error(provider, "is not known to the JVM", "known: " + String.join(", ", names));
        return false;
    }

    private void exclude(ConfigNode block, String allow, String remove) {
        ConfigNode allowed = block.element(allow);
        ConfigNode removed = block.element(remove);
        if (allowed != null && removed != null) {
            problems.error(removed, "excludes " + allow + " (line " + allowed.line + ")",
                    "keep one kind of list");
        }
    }

    private void leftOver(ConfigNode block, String allow, String remove, String kind) {
        if (block.elements(allow).isEmpty() && block.elements(remove).isEmpty()) {
            return;
        }
        List<String> left = chosen(block, allow, remove);
        if (left != null && left.isEmpty()) {
            ConfigNode first = block.element(allow) != null ? block.element(allow) : block.element(remove);
            problems.error(first, "leaves no " + kind, "the provider knows: "
                    + String.join(", ", names(block, allow, block.element(allow) != null)));
        }
    }

    /** What a pair of lists leaves; null when nothing is restricted or the provider cannot tell. */
    private List<String> chosen(ConfigNode block, String allow, String remove) {
        List<String> allowed = block.elements(allow).stream().map(n -> n.value).toList();
        List<String> removed = block.elements(remove).stream().map(n -> n.value).toList();
        List<String> supported = names(block, allow, true);
        if (supported == null) {
            return null;
        }
        return allow.equals("allow_protocol")
                ? new TlsConfig.TlsSuites(List.of(), List.of(), allowed, removed, TlsConfig.SuitePreference.CLIENT)
                        .chooseProtocols(supported, names(block, allow, false))
                : new TlsConfig.TlsSuites(allowed, removed, List.of(), List.of(), TlsConfig.SuitePreference.CLIENT)
                        .chooseSuites(supported, names(block, allow, false));
    }

    private List<String> names(ConfigNode block, String allow, boolean supported) {
        SSLContext context = contexts.computeIfAbsent(block.value("tls_provider", ""), TlsRules::context);
        if (context == null) {
            return null;
        }
        SSLParameters parameters = supported ? context.getSupportedSSLParameters() : context.getDefaultSSLParameters();
        return List.of(allow.equals("allow_protocol") ? parameters.getProtocols() : parameters.getCipherSuites());
    }

    /** A context to ask for names; without trust anchors, whose loading takes long. */
    private static SSLContext context(String provider) {
        try {
            SSLContext context = provider.isEmpty() ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private void store(ConfigNode block, String kind, boolean needsKey) {
        ConfigNode store = block.element(kind);
        if (store == null) {
            return;
        }
        String type = store.attributeValue("type", "JKS");
        if (type.equals("PKCS11")) {
            if (block.element("tls_provider") == null) {
                problems.error(store.attribute("type"), "is not supported without TLS_provider", "use PKCS12");
            }
            return;
        }
        ConfigNode file = store.element(kind + "_file");
        ConfigNode password = store.element(kind + "_password");
        if (file == null || password == null) {
            if (store.elements.stream().noneMatch(e -> e.dropped && e.value != null)) {
                problems.error(store, "needs " + kind + "_file and " + kind + "_password",
                        "add what is missing or leave the block out");
            }
            return;
        }
        boolean inFile = password.attributeValue("type", "text").equals("file");
        Path path = confDir.resolve(file.value).normalize();
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            problems.error(file, "cannot be read (" + path + ")", "check the path and its permissions");
            return;
        }
        try {
            var where = inFile ? new KeystoreConfig.Password(null, confDir.resolve(password.value).normalize())
                    : new KeystoreConfig.Password(password.value, null);
            var config = new KeystoreConfig(type, path, where);
            var opened = config.open();
            if (needsKey && KeystoreConfig.firstKey(opened) == null) {
                problems.error(file, "holds no private key", "use a store with a key and its certificate");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            problems.error(file, "cannot be opened as " + type + ": " + reason(e), "check the type of the store and "
                    + (inFile ? "the password file " + password.value : "its password"));
        }
    }

    private static String reason(Exception e) {
        String text = e.getMessage();
        return (text == null ? "it is cut off, or something else" : text).replaceAll("\\s+", " ");
    }
}
