package dev.jbuild.cli.evaluation.form;

import java.util.List;

/** A value of one of the kinds of a sealed interface: which one, then the value. */
record Choice(List<Class<?>> kinds, Forms forms) implements Form {
    @Override
    public void write(Object value, Output out) {
        int kind = 0;
        while (!kinds.get(kind).isInstance(value)) {
            kind++;
        }
        out.count(kind);
        forms.of(kinds.get(kind)).write(value, out);
    }

    @Override
    public Object read(Input in) {
        return forms.of(kinds.get(Math.toIntExact(in.count()))).read(in);
    }
}
