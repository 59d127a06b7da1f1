package dev.jbuild.cli.console;

import com.google.gson.stream.JsonWriter;

import dev.jbuild.model.Digest;
import dev.jbuild.model.Folder;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Platform;
import dev.jbuild.model.Project;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.TargetRef;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * An evaluated project as JSON, complete and the same bytes for equal projects.
 *
 * <p>The form follows from the records of the model, so that none of their parts can be forgotten:
 * a record is an object with its components in the order in which they are declared, one of several
 * kinds also says its {@code kind}; what is absent is {@code null}. Maps whose order means nothing
 * are objects sorted by name, the others are lists of {@code name} and {@code value}.
 */
final class ModelJson {
    /** Changes when a program that reads an older one could go wrong. */
    private static final int FORMAT = 2;

    private final JsonWriter json;

    private ModelJson(JsonWriter json) {
        this.json = json;
    }

    static String of(Project project) {
        return JsonText.document(json -> new ModelJson(json).project(project));
    }

    private void project(Project project) throws IOException {
        json.beginObject();
        json.name("format").value(FORMAT);
        json.name("goals");
        value(project.goals());
        json.name("recipes");
        value(List.copyOf(project.recipes().values()));
        json.endObject();
    }

    private void value(Object value) throws IOException {
        switch (value) {
            case String text -> json.value(text);
            case Boolean truth -> json.value(truth);
            case Integer number -> json.value(number);
            case Long number -> json.value(number);
            case Enum<?> name -> json.value(name.name().toLowerCase(Locale.ROOT));
            case SourceSpan span -> json.value(span.file() + ":" + span.line());
            case Platform _, ImageName _, Digest _, TargetRef _, Duration _ ->
                    json.value(value.toString());
            case Folder folder ->
                    json.value(folder.isElsewhere() ? folder.toString() : folder.path());
            case Optional<?> optional -> {
                if (optional.isPresent()) {
                    value(optional.get());
                } else {
                    json.nullValue();
                }
            }
            case List<?> list -> {
                json.beginArray();
                for (Object element : list) {
                    value(element);
                }
                json.endArray();
            }
            case SortedMap<?, ?> sorted -> {
                json.beginObject();
                for (Map.Entry<?, ?> entry : sorted.entrySet()) {
                    json.name(entry.getKey().toString());
                    value(entry.getValue());
                }
                json.endObject();
            }
            case SequencedMap<?, ?> ordered -> {
                json.beginArray();
                for (Map.Entry<?, ?> entry : ordered.entrySet()) {
                    json.beginObject().name("name");
                    value(entry.getKey());
                    json.name("value");
                    value(entry.getValue());
                    json.endObject();
                }
                json.endArray();
            }
            case Record record -> record(record);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void record(Record record) throws IOException {
        Class<?> type = record.getClass();
        json.beginObject();
        if (Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed)) {
            String name = type.getSimpleName();
            json.name("kind")
                    .value(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            json.name(component.getName());
            value(read(component, record));
        }
        json.endObject();
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
