package dev.sluice.server.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code type=Edition} and {@code type=PushNotifications}: licences and mobile push, neither of which exists here. */
final class EditionMBean {

    private static final List<String> LIBRARIES = List.of("JavaScript", "NodeJS", "Android", "iOS", "Flash", "Flex",
            "SilverLight", "JavaSE", "PCL", "DotNetStandard", "Unity", "OSX", "tvOS", "watchOS", "BlackBerry", "JavaME", "Generic");
    private static final List<String> FEATURES = List.of("TLS", "JMX", "BandwidthControl");

    private EditionMBean() {
    }

    /** Everything is allowed, but for mobile push. */
    static MBean<EditionMBean> edition() {
        MBeanTable<EditionMBean> table = new MBeanTable<>("What is allowed: everything, always.");
        for (String library : LIBRARIES) {
            String shortName = library.equals("BlackBerry") ? "BB" : library;
            table.shows(library + "MaxVersionAllowed", String.class, "Empty: every version is allowed.", e -> "")
                    .does("is" + shortName + "DisabledByConf", Boolean.class, "Always false.", e -> false);
        }
        for (String feature : FEATURES) {
            table.does("is" + feature + "Allowed", Boolean.class, "Always true.", e -> true)
                    .does("is" + feature + "DisabledByConf", Boolean.class, "Always false.", e -> false);
        }
        return table.shows("MaxVersionsAllowed", Map.class, "Highest version per client library; empty = every one.",
                        e -> allLibraries(""))
                .shows("ClientLibs", List.class, "Client libraries.", e -> new ArrayList<>(LIBRARIES))
                .shows("ExtendedNames", Map.class, "Names of client libraries.", e -> allLibraries(null))
                .shows("FeaturesDisablebByConf", List.class, "Always empty.", e -> new ArrayList<>())
                .shows("MaxUsersAllowed", Integer.class, "Always 0: no limit.", e -> 0)
                .shows("ExpiryDate", String.class, "Always null: it does not expire.", e -> null)
                .shows("MaxMsgRate", Double.class, "Always 0: no limit.", e -> 0.0)
                .shows("LicenseValidationType", String.class, "Always None.", e -> "None")
                .does("isMaxMsgRateReducedByConf", Boolean.class, "Always false.", e -> false)
                .does("isMPNAllowed", Boolean.class, "Always false: there is no mobile push.", e -> false)
                .does("isMPNDisabledByConf", Boolean.class, "Always false.", e -> false)
                .of(new EditionMBean());
    }

    private static Map<String, String> allLibraries(String value) {
        Map<String, String> all = new TreeMap<>();
        LIBRARIES.forEach(library -> all.put(library, value == null ? library : value));
        return all;
    }

    private static MBeanTable.Parameter text(String name) {
        return new MBeanTable.Parameter(name, String.class, "not looked at");
    }

    /** Mobile push: not there. */
    static MBean<EditionMBean> pushNotifications() {
        MBeanTable<EditionMBean> table = new MBeanTable<>("Mobile push, which this server does not have.");
        for (String name : List.of("CurrentMPNDevices", "MaxMPNDevices", "NewStartedMPNDevices", "NewTerminatedMPNDevices",
                "NewFilteredEvents", "DeviceHandlerPoolQueue")) {
            table.shows(name, Integer.class, "Always 0.", e -> 0);
        }
        for (String name : List.of("CumulPushNotificationBytes", "CumulPushNotifications", "CumulFilteredEvents")) {
            table.shows(name, Long.class, "Always 0.", e -> 0L);
        }
        for (String name : List.of("PushNotificationFrequency", "MaxPushNotificationFrequency",
                "CurrentPushNotificationThroughputKbps", "MaxPushNotificationThroughputKbps")) {
            table.shows(name, Double.class, "Always 0.", e -> 0.0);
        }
        return table.shows("IsModuleActive", Boolean.class, "Always false.", e -> false)
                .shows("CurrentMPNDeviceList", List.class, "Always empty.", e -> new ArrayList<>())
                .does("getCurrentMPNDevice", String.class, "Always null.", (e, a) -> null, text("platformType"), text("applicationId"),
                        text("deviceToken"))
                .does("getMPNDevicePlatformType", String.class, "Always null.", (e, a) -> null, text("deviceId"))
                .does("getMPNDeviceApplicationId", String.class, "Always null.", (e, a) -> null, text("deviceId"))
                .does("getMPNDeviceToken", String.class, "Always null.", (e, a) -> null, text("deviceId"))
                .does("getMPNDeviceFromSubscription", String.class, "Always null.", (e, a) -> null, text("subscriptionId"))
                .does("deleteMPNDevice", Boolean.class, "Always false.", (e, a) -> false, text("deviceId"))
                .does("deactivateCurrentModule", void.class, "Does nothing.", e -> null)
                .does("getCurrentMPNDeviceListProtected", List.class, "Always empty.", (e, a) -> new ArrayList<>(),
                        ResourceMBean.MAX)
                .of(new EditionMBean());
    }
}
