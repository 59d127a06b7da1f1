package dev.jbuild.cli.evaluation.form;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Values without parts. */
enum Simple implements Form {
    TEXT {
        @Override
        public void write(Object value, Output out) {
            out.text((String) value);
        }

        @Override
        public Object read(Input in) {
            return in.text();
        }
    },

    TRUTH {
        @Override
        public void write(Object value, Output out) {
            out.count((boolean) value ? 1 : 0);
        }

        @Override
        public Object read(Input in) {
            return in.count() != 0;
        }
    },

    NUMBER {
        @Override
        public void write(Object value, Output out) {
            out.number((int) value);
        }

        @Override
        public Object read(Input in) {
            return Math.toIntExact(in.number());
        }
    },

    LONG_NUMBER {
        @Override
        public void write(Object value, Output out) {
            out.number((long) value);
        }

        @Override
        public Object read(Input in) {
            return in.number();
        }
    },

    DURATION {
        @Override
        public void write(Object value, Output out) {
            Duration duration = (Duration) value;
            out.number(duration.getSeconds());
            out.count(duration.getNano());
        }

        @Override
        public Object read(Input in) {
            return Duration.ofSeconds(in.number(), in.count());
        }
    },

    /** A path whose name is no text has no form. */
    PATH {
        @Override
        public void write(Object value, Output out) {
            String text = value.toString();
            if (!Path.of(text).equals(value)) {
                throw new IllegalArgumentException("no form of " + value);
            }
            out.text(text);
        }

        @Override
        public Object read(Input in) {
            return Path.of(in.text());
        }
    };

    static Optional<Form> of(Class<?> type) {
        if (type == String.class) {
            return Optional.of(new Shared(TEXT));
        }
        if (type == boolean.class) {
            return Optional.of(TRUTH);
        }
        if (type == int.class || type == Integer.class) {
            return Optional.of(NUMBER);
        }
        if (type == long.class) {
            return Optional.of(LONG_NUMBER);
        }
        if (type == Duration.class) {
            return Optional.of(DURATION);
        }
        return type == Path.class ? Optional.of(PATH) : Optional.empty();
    }
}
