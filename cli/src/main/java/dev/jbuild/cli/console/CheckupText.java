package dev.jbuild.cli.console;

import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.doctor.Finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well everything is, in words. */
final class CheckupText {
    private CheckupText() {}

    static List<String> of(Checkup checkup, Style style) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : checkup.findings()) {
            rows.add(
                    List.of(
                            word(finding.state()),
                            finding.subject(),
                            PrintableText.line(finding.text())));
        }
        List<String> aligned = Columns.align(rows);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < checkup.findings().size(); i++) {
            Finding finding = checkup.findings().get(i);
            lines.add(coloured(aligned.get(i), finding.state(), style));
            if (!finding.cure().isEmpty()) {
                lines.add("          " + PrintableText.line(finding.cure()));
            }
        }
        lines.add(
                checkup.isWell()
                        ? "all that builds need is well"
                        : checkup.count(Finding.State.BROKEN) + " broken: builds fail");
        return lines;
    }

    private static String word(Finding.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String coloured(String line, Finding.State state, Style style) {
        String word = word(state);
        String shown =
                switch (state) {
                    case WELL -> style.green(word);
                    case LACKING -> style.yellow(word);
                    case BROKEN -> style.red(word);
                };
        return shown + line.substring(word.length());
    }

    static String json(String version, Checkup checkup) {
        return JsonText.document(
                json -> {
                    json.beginObject();
                    json.name("version").value(version);
                    json.name("well").value(checkup.isWell());
                    json.name("findings").beginArray();
                    for (Finding finding : checkup.findings()) {
                        json.beginObject();
                        json.name("subject").value(finding.subject());
                        json.name("state").value(word(finding.state()));
                        json.name("text").value(finding.text());
                        json.name("cure").value(finding.cure());
                        json.endObject();
                    }
                    json.endArray().endObject();
                });
    }
}
