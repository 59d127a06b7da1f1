package dev.jbuild.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class ReportTest {
    private static final String ROWS =
            """
            Nothing changed\tjbuild\t100,80,300\t90,90,90\tbake\t400,320,1000\t200,200,200
            One of 5 <files> changed\tjbuild\t2000,2200,2400\t900,900,900\tbake\t1000,1000,1000\t90,90,90
            Rollback\tjbuild\t500\t300
            """;

    @TempDir Path folder;

    @BeforeEach
    void writeMeasured() throws Exception {
        Files.writeString(folder.resolve("compare.tsv"), ROWS);
        Files.writeString(
                folder.resolve("compare.md"), "2026-01-02, commit 1234567.\n\n| table |\n|---|\n");
    }

    @Test
    void row_hasMedianSpreadAndTheRatioOfEachRound() {
        List<Row> rows = ROWS.lines().map(Row::parse).toList();

        assertThat(rows.getFirst().own().time()).hasToString("0.10 (0.08–0.30)");
        assertThat(rows.getFirst().ratio().orElseThrow()).isEqualTo(0.25, offset(1e-9));
        assertThat(rows).extracting(Row::isBehind).containsExactly(false, true, false);
        assertThat(rows.getLast().ratio()).isEmpty();
    }

    @Test
    void markdown_hasWhatTheScriptSaid_andWhereWeAreBehind() throws Exception {
        Report.write(folder, folder.resolve("pages"), "a machine", List.of("compare"));

        assertThat(folder.resolve("pages/README.md"))
                .content()
                .contains("All on one machine: a machine.")
                .contains("- One of 5 <files> changed (bench/compare): 2.20 times as long as bake")
                .doesNotContain("Nothing changed (")
                .contains("## bench/compare\n\n2026-01-02, commit 1234567.\n\n| table |");
    }

    @Test
    void html_standsByItself_andItsPlotsAreWellFormed() throws Exception {
        Report.write(folder, folder.resolve("pages"), "a <machine>", List.of("compare"));

        String page = Files.readString(folder.resolve("pages/index.html"));
        assertThat(page)
                .contains("<p>a &lt;machine&gt;</p>", "2026-01-02, commit 1234567.</p>")
                .contains("<tr class=\"behind\"><td>One of 5 &lt;files&gt; changed")
                .doesNotContain("src=", "href=", "@import", "| table |");
        Document plot = parse(page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6));
        assertThat(plot.getElementsByTagName("rect").getLength()).isEqualTo(5);
        // The longest of all fills the room that there is for bars.
        assertThat(plot.getElementsByTagName("path").item(2).getAttributes().getNamedItem("d"))
                .extracting(Node::getNodeValue)
                .asString()
                .endsWith("H530.0");
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }
}
