package dev.jbuild.cli.console;

import static java.util.stream.Collectors.joining;

import dev.jbuild.engine.event.Delivery;

/** A delivery as place and what happened there. */
public final class DeliveryText {
    private DeliveryText() {}

    public static String place(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Files files -> files.path();
            case Delivery.Released released -> released.origin();
            case Delivery.Planned planned -> ReleasePlanText.place(planned);
            case Delivery.Loaded loaded -> Names.of(loaded.name());
            case Delivery.Pushed pushed -> Names.of(pushed.name().at(pushed.index()));
        };
    }

    public static String what(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Files files -> files(files);
            case Delivery.Released released -> released(released);
            case Delivery.Planned planned -> ReleasePlanText.sum(planned);
            case Delivery.Loaded loaded ->
                    (loaded.unchanged() ? "in the engine already, " : "loaded, ")
                            + Names.of(loaded.platforms())
                            + ", "
                            + Names.shortened(loaded.id());
            case Delivery.Pushed pushed ->
                    (pushed.unchanged() ? "in the registry already, " : "pushed, ")
                            + Names.of(pushed.platforms());
        };
    }

    private static String released(Delivery.Released released) {
        return "release "
                + Names.shortened(released.release())
                + ", "
                + Names.count(released.files(), "file")
                + (released.unchanged() ? ", unchanged" : ", " + released.uploaded() + " sent")
                + released.notices().stream().map(notice -> "; " + notice).collect(joining());
    }

    private static String files(Delivery.Files files) {
        String count = Names.count(files.files(), "file");
        if (files.unchanged()) {
            return count + ", unchanged";
        }
        return count
                + ", "
                + files.written()
                + " written"
                + (files.deleted() == 0 ? "" : ", " + files.deleted() + " deleted");
    }
}
