package dev.jbuild.cli.console;

import java.util.ArrayList;
import java.util.List;

/** As much of a terminal as a live region needs: lines, a cursor, and the codes that move it. */
final class Screen {
    private final List<StringBuilder> lines = new ArrayList<>();
    private int row;
    private int column;

    private Screen() {}

    /** The lines that are to be seen after all of {@code text} was written. */
    static List<String> after(String text) {
        Screen screen = new Screen();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\033') {
                int end = i + 2;
                while (!Character.isLetter(text.charAt(end))) {
                    end++;
                }
                screen.control(text.substring(i + 2, end), text.charAt(end));
                i = end;
            } else {
                screen.put(c);
            }
        }
        return screen.lines.stream()
                .map(StringBuilder::toString)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private StringBuilder line() {
        while (lines.size() <= row) {
            lines.add(new StringBuilder());
        }
        return lines.get(row);
    }

    private void put(char c) {
        switch (c) {
            case '\n' -> {
                row++;
                column = 0;
            }
            case '\r' -> column = 0;
            default -> {
                StringBuilder line = line();
                line.setLength(Math.max(line.length(), column + 1));
                line.setCharAt(column++, c);
            }
        }
    }

    private void control(String argument, char code) {
        switch (code) {
            case 'A' -> row -= Integer.parseInt(argument);
            case 'K' -> line().setLength(Math.min(line().length(), column));
            case 'J' -> {
                line().setLength(Math.min(line().length(), column));
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'h', 'l', 'm' -> {
                // Modes and colours are not to be seen.
            }
            default -> throw new IllegalArgumentException("unknown code: " + argument + code);
        }
    }
}
