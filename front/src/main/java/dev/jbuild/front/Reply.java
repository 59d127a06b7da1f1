package dev.jbuild.front;

import dev.jbuild.front.ledger.Answer;

import java.util.List;

/** An answer on its way to the screen. */
final class Reply {
    private static final char ESCAPE = '\033';
    private static final String BOLD = "\033[1m";
    private static final String NORMAL = "\033[0m";

    private final StringBuilder text = new StringBuilder();
    private final boolean colours;

    private Reply(boolean colours) {
        this.colours = colours;
    }

    /**
     * The text of an answer.
     *
     * @param plain whether the build is shown as a log
     * @param tookMillis since the user asked
     */
    static String of(Answer answer, boolean plain, boolean colours, long tookMillis) {
        Reply reply = new Reply(colours);
        if (plain) {
            reply.lines(answer.plan());
        }
        reply.lines(answer.log());
        List<String> summary = answer.summary();
        reply.lines(summary.subList(0, summary.size() - 1));
        reply.line(BOLD + summary.getLast() + ", in " + Took.text(tookMillis) + NORMAL);
        return reply.text.toString();
    }

    private void lines(List<String> lines) {
        for (String line : lines) {
            line(line);
        }
    }

    private void line(String line) {
        if (colours) {
            text.append(line);
        } else {
            plain(line);
        }
        text.append('\n');
    }

    private void plain(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == ESCAPE) {
                i = line.indexOf('m', i);
            } else {
                text.append(line.charAt(i));
            }
        }
    }
}
