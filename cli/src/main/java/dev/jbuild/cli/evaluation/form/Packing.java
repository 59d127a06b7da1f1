package dev.jbuild.cli.evaluation.form;

/** Packs values of a type into bytes, and out of them. */
public final class Packing<T> {
    private final Class<T> type;
    private final Forms forms = new Forms();

    public Packing(Class<T> type) {
        this.type = type;
    }

    /**
     * The bytes of a value.
     *
     * @throws IllegalArgumentException when it has something in it that has no form
     */
    public byte[] pack(T value) {
        Output out = new Output();
        forms.of(type).write(value, out);
        return out.bytes();
    }

    /**
     * A value that equals the one that was packed.
     *
     * @param bytes what {@link #pack} made of a value of this type; what comes of others is not
     *     defined
     */
    public T unpack(byte[] bytes) {
        Input in = new Input(bytes);
        T value = type.cast(forms.of(type).read(in));
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("more bytes than belong to the value");
        }
        return value;
    }
}
