package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Static pages and fixed answers.
 *
 * @param enabled              serve files
 * @param pagesDir             document root
 * @param persistencyMinutes   Expires header, 0 = no caching
 * @param mimeTypesFile        extension=type properties
 * @param notFoundPage         body of 404 answers, null = built in
 * @param errorPage            page for meaningless URLs in reserved ranges ({@code error_page}), null = built in
 * @param compressionThresholdBytes smaller resources are not compressed
 * @param compress             whether pages are compressed when no special case applies
 * @param compressSpecialCases tried in order
 * @param flexCrossDomainFile  served as /crossdomain.xml, null = not
 * @param silverlightPolicyFile served as /clientaccesspolicy.xml, null = not
 */
public record WebServerConfig(boolean enabled, Path pagesDir, int persistencyMinutes, Path mimeTypesFile,
                              Path notFoundPage, Path errorPage, int compressionThresholdBytes, boolean compress,
                              List<CompressSpecialCase> compressSpecialCases, Path flexCrossDomainFile,
                              Path silverlightPolicyFile) {

    public WebServerConfig {
        compressSpecialCases = List.copyOf(compressSpecialCases);
    }

    /** Whether a resource of this content type is compressed. */
    public boolean compresses(String contentType) {
        for (CompressSpecialCase special : compressSpecialCases) {
            if (special.contentTypeContains().stream().allMatch(contentType::contains)) {
                return special.compress();
            }
        }
        return compress;
    }

    /** Another rule for content types that contain all of the given texts. */
    public record CompressSpecialCase(boolean compress, List<String> contentTypeContains) {

        public CompressSpecialCase {
            contentTypeContains = List.copyOf(contentTypeContains);
        }
    }
}
