package dev.jbuild.cli.evaluation.form;

/**
 * Values that come up again and again, such as targets and platforms: written once, and as a number
 * from then on.
 */
record Shared(Form form) implements Form {
    @Override
    public void write(Object value, Output out) {
        if (!out.again(value)) {
            form.write(value, out);
            out.done(value);
        }
    }

    @Override
    public Object read(Input in) {
        int number = Math.toIntExact(in.count());
        if (number > 0) {
            return in.known(number);
        }
        Object value = form.read(in);
        in.done(value);
        return value;
    }
}
