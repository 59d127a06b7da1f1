package dev.jbuild.buildkit.llb;

import java.util.List;

/** Writes the part of an operation that says which files change. */
final class FileEncoder {

    private FileEncoder() {}

    static ProtoWriter encode(FileOp file, List<Output> inputs) {
        var out = new ProtoWriter();
        int last = file.actions().size() - 1;
        for (int i = 0; i <= last; i++) {
            // Results of actions are counted on from the inputs.
            int on = i == 0 ? OpEncoder.index(file.base(), inputs) : inputs.size() + i - 1;
            FileAction action = file.actions().get(i);
            int from =
                    action instanceof FileAction.Copy copy
                            ? OpEncoder.index(copy.from(), inputs)
                            : -1;
            var step =
                    new ProtoWriter().number(1, on).number(2, from).number(3, i == last ? 0 : -1);
            switch (action) {
                case FileAction.Copy copy -> step.message(4, copy(copy, inputs));
                case FileAction.Mkfile mkfile -> step.message(5, mkfile(mkfile, inputs));
                case FileAction.Mkdir mkdir -> step.message(6, mkdir(mkdir, inputs));
                case FileAction.Remove remove ->
                        step.message(
                                7,
                                new ProtoWriter()
                                        .string(1, remove.path())
                                        .flag(2, remove.allowMissing())
                                        .flag(3, remove.wildcard()));
                case FileAction.Symlink symlink -> step.message(8, symlink(symlink, inputs));
            }
            out.message(2, step);
        }
        return out;
    }

    private static ProtoWriter copy(FileAction.Copy copy, List<Output> inputs) {
        CopyOptions options = copy.options();
        var out = new ProtoWriter().string(1, copy.source()).string(2, copy.dest());
        return owner(out, 3, copy.owner(), inputs)
                .number(4, options.mode())
                .flag(5, options.followSymlink())
                .flag(6, options.contentsOnly())
                .flag(7, options.unpack())
                .flag(8, options.createDest())
                .flag(9, options.wildcard())
                .flag(10, options.allowEmpty())
                .number(11, options.time())
                .strings(12, options.include())
                .strings(13, options.exclude())
                .flag(14, options.replaceExisting())
                .string(15, options.modeText());
    }

    private static ProtoWriter mkfile(FileAction.Mkfile mkfile, List<Output> inputs) {
        var out =
                new ProtoWriter()
                        .string(1, mkfile.path())
                        .number(2, mkfile.mode())
                        .data(3, mkfile.data().toArray());
        return owner(out, 4, mkfile.owner(), inputs).number(5, mkfile.time());
    }

    private static ProtoWriter mkdir(FileAction.Mkdir mkdir, List<Output> inputs) {
        var out =
                new ProtoWriter()
                        .string(1, mkdir.path())
                        .number(2, mkdir.mode())
                        .flag(3, mkdir.parents());
        return owner(out, 4, mkdir.owner(), inputs).number(5, mkdir.time());
    }

    private static ProtoWriter symlink(FileAction.Symlink symlink, List<Output> inputs) {
        var out = new ProtoWriter().string(1, symlink.target()).string(2, symlink.path());
        return owner(out, 3, symlink.owner(), inputs).number(4, symlink.time());
    }

    private static ProtoWriter owner(ProtoWriter out, int field, Owner owner, List<Output> inputs) {
        return switch (owner) {
            case Owner.Keep _ -> out;
            case Owner.Ids ids ->
                    out.message(
                            field,
                            new ProtoWriter()
                                    .message(1, byId(ids.uid()))
                                    .message(2, byId(ids.gid())));
            case Owner.Named named -> {
                int accounts = OpEncoder.index(named.accounts(), inputs);
                var both = new ProtoWriter().message(1, either(named.user(), accounts));
                if (!named.group().isEmpty()) {
                    both.message(2, either(named.group(), accounts));
                }
                yield out.message(field, both);
            }
        };
    }

    /** A member of a oneof is written even when it is 0: root must be said. */
    private static ProtoWriter byId(int id) {
        return new ProtoWriter().member(2, id);
    }

    /** A number is no name: the daemon would not find it, and take root. */
    private static ProtoWriter either(String text, int accounts) {
        return Owner.isNumber(text) ? byId(Integer.parseInt(text)) : byName(text, accounts);
    }

    private static ProtoWriter byName(String name, int accounts) {
        return new ProtoWriter().message(1, new ProtoWriter().string(1, name).number(2, accounts));
    }
}
