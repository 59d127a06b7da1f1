package dev.jbuild.cli.report;

/** HTML, put together so that text stays text. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Appends what is HTML already. */
    Html raw(String html) {
        out.append(html);
        return this;
    }

    /** Appends text, which may hold anything. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
        return this;
    }

    /** Appends an element with nothing but text in it. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
