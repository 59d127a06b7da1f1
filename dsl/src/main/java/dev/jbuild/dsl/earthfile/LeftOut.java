package dev.jbuild.dsl.earthfile;

import dev.jbuild.dsl.earthfile.Statement.Command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options that a translation leaves out and that somebody may miss. */
final class LeftOut {
    private static final String HAND_ON =
            "`--pass-args` is left out: hand arguments on by their names, with `args:`";

    /** By the word and the option. */
    private static final Map<String, String> REMARKS =
            Map.of(
                    "FROM --pass-args",
                    HAND_ON,
                    "COPY --pass-args",
                    HAND_ON,
                    "BUILD --pass-args",
                    HAND_ON,
                    "FROM DOCKERFILE --platform",
                    "`--platform` is left out: the target chooses, with `platform`",
                    "CACHE --persist",
                    "`--persist` is left out: what is in a cache is in no image; a `run` can copy"
                            + " it elsewhere",
                    "SAVE ARTIFACT --keep-ts",
                    "`--keep-ts` is left out: a `copy` of it says `keepTimestamps: true`",
                    "SAVE ARTIFACT --keep-own",
                    "`--keep-own` is left out: a `copy` of it says `chown:`",
                    "SAVE ARTIFACT --if-exists",
                    "`--if-exists` is left out: an artifact has to be there",
                    "HEALTHCHECK --start-interval",
                    "`--start-interval` is left out: there is nothing like it");

    private LeftOut() {}

    static List<String> of(Command command) {
        List<String> remarks = new ArrayList<>();
        for (String option : Flags.anywhere(Words.of(command.rest())).values().keySet()) {
            String remark = REMARKS.get(command.word() + " --" + option);
            if (remark != null) {
                remarks.add(remark);
            }
        }
        return remarks;
    }
}
