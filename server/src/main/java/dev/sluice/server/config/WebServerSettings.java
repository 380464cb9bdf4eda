package dev.sluice.server.config;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;

/** {@code web_server} as written. */
@XmlAccessorType(XmlAccessType.FIELD)
public final class WebServerSettings {
    @XmlElement public boolean enabled;
    @XmlElement(name = "pages_dir") public String pagesDir = "../pages";
    @XmlElement(name = "persistency_minutes") public int persistencyMinutes;
    @XmlElement(name = "mime_types_config") public String mimeTypesConfig = "./mime_types.properties";
    @XmlElement(name = "notfound_page") public String notfoundPage;
    @XmlElement(name = "compression_threshold") public int compressionThreshold = 8_192;
    @XmlElement(name = "flex_crossdomain_enabled") public boolean flexCrossdomainEnabled;
    @XmlElement(name = "flex_crossdomain_path") public String flexCrossdomainPath;
    @XmlElement(name = "silverlight_accesspolicy_enabled") public boolean silverlightAccesspolicyEnabled;
    @XmlElement(name = "silverlight_accesspolicy_path") public String silverlightAccesspolicyPath;
    @XmlElement(name = "use_compression") public PageCompression useCompression = new PageCompression();

    /** {@code use_compression} of the pages. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class PageCompression {
        @XmlElement(name = "default") public boolean byDefault;
        @XmlElement(name = "special_case") public List<SpecialCase> specialCases = new ArrayList<>();
    }

    /** {@code special_case} of the page compression. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "pageSpecialCase")
    public static final class SpecialCase {
        @XmlAttribute public boolean value;
        @XmlElement(name = "content_type") public List<ConfSettings.Condition> contentTypes = new ArrayList<>();
    }
}
