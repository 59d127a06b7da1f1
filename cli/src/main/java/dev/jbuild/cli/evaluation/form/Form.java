package dev.jbuild.cli.evaluation.form;

/** How values of one type are written and read. */
interface Form {
    void write(Object value, Output out);

    /**
     * Reads a value that equals the one that was written.
     *
     * @throws RuntimeException when the bytes are none that {@link #write} makes
     */
    Object read(Input in);
}
