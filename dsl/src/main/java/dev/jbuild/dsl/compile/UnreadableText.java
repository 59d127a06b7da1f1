package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.diagnose.CompilerWording;
import dev.jbuild.dsl.diagnose.SourceText;
import dev.jbuild.model.failure.Diagnostic;

import groovyjarjarantlr4.v4.runtime.CharStreams;
import groovyjarjarantlr4.v4.runtime.LexerNoViableAltException;
import groovyjarjarantlr4.v4.runtime.Token;

import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;

import java.util.Optional;

/**
 * Finds what Groovy cannot read as words and signs, such as a lone {@code $} in a text. Its parser
 * would complain of that on standard error before it reports it.
 */
final class UnreadableText {
    private UnreadableText() {}

    static Optional<Diagnostic> find(SourceText source) {
        GroovyLangLexer lexer = new GroovyLangLexer(CharStreams.fromString(source.text()));
        lexer.removeErrorListeners();
        try {
            while (lexer.nextToken().getType() != Token.EOF) {}
            return Optional.empty();
        } catch (LexerNoViableAltException stopped) {
            int index = source.text().offsetByCodePoints(0, stopped.getStartIndex());
            return index < source.text().length()
                    ? Optional.of(mistake(source, index))
                    : Optional.empty();
        } catch (GroovySyntaxError told) {
            return Optional.empty(); // the parser reports it as well
        }
    }

    private static Diagnostic mistake(SourceText source, int index) {
        String text = source.text();
        boolean dollar = index > 0 && text.charAt(index - 1) == '$';
        int place = dollar ? index - 1 : index;
        String before = text.substring(0, place);
        int line = 1 + (int) before.chars().filter(sign -> sign == '\n').count();
        int column = place - before.lastIndexOf('\n');
        return source.mistake(
                source.span(new SourceText.Place(line, column, line, column + 1)),
                "syntax",
                dollar
                        ? "`$` in double quotes begins a value"
                        : "unexpected character `" + text.substring(place, place + 1).strip() + "`",
                dollar
                        ? "write `\\$` for the sign itself"
                        : CompilerWording.characterHint(text.substring(place, place + 1)));
    }
}
