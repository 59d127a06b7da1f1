package dev.jbuild.cli.evaluation.form;

import java.util.List;

/** One of the constants of an enum. */
record Constant(List<?> all) implements Form {
    @Override
    public void write(Object value, Output out) {
        out.count(all.indexOf(value));
    }

    @Override
    public Object read(Input in) {
        return all.get(Math.toIntExact(in.count()));
    }
}
