package dev.sluice.tests.cluster;

import dev.sluice.tests.kit.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines over time as an SVG picture. */
final class Plot {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 60;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#c2410c");

    private final String title;
    private final String unit;
    private final Map<String, List<long[]>> lines = new LinkedHashMap<>();

    Plot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds points of milliseconds and a value. */
    Plot line(String name, List<long[]> points) {
        lines.put(name, points);
        return this;
    }

    /** Writes the picture beside the logs of the beds. */
    void write(String file) throws IOException {
        long right = Math.max(1, lines.values().stream().flatMap(List::stream).mapToLong(point -> point[0]).max().orElse(1));
        long top = Math.max(1, lines.values().stream().flatMap(List::stream).mapToLong(point -> point[1]).max().orElse(1));
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (WIDTH + 2 * MARGIN)
                + " " + (HEIGHT + 2 * MARGIN) + "\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, MARGIN, MARGIN / 2, title);
        text(svg, MARGIN, MARGIN - 8, top + " " + unit);
        text(svg, WIDTH, HEIGHT + MARGIN + 20, right / 1_000 + " s");
        svg.append("<path d=\"M").append(MARGIN).append(' ').append(MARGIN).append("V").append(HEIGHT + MARGIN).append("H")
                .append(WIDTH + MARGIN).append("\" fill=\"none\" stroke=\"black\"/>\n");
        int row = 0;
        for (var line : lines.entrySet()) {
            String colour = COLOURS.get(row % COLOURS.size());
            String points = line.getValue().stream().map(point -> (MARGIN + point[0] * WIDTH / right) + ","
                    + (MARGIN + HEIGHT - point[1] * HEIGHT / top)).collect(Collectors.joining(" "));
            svg.append("<polyline points=\"").append(points).append("\" fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(colour).append("\"/>\n<text x=\"").append(MARGIN + 150 + row * 120).append("\" y=\"")
                    .append(HEIGHT + MARGIN + 40).append("\" fill=\"").append(colour).append("\">").append(line.getKey())
                    .append("</text>\n");
            row++;
        }
        Path folder = Layout.target().resolve("cluster-logs");
        Files.writeString(folder.resolve(file), svg.append("</svg>\n"));
    }

    private static void text(StringBuilder svg, int x, int y, String text) {
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\">").append(text).append("</text>\n");
    }
}
