package dev.jbuild.buildkit.llb;

import java.util.List;

/** Writes the part of an operation that says what runs. */
final class ExecEncoder {

    private ExecEncoder() {}

    static ProtoWriter encode(ExecOp exec, List<Output> inputs) {
        var out = new ProtoWriter().message(1, meta(exec));
        int outputs = 0;
        for (Mount mount : exec.mounts()) {
            int output = ExecOp.hasOutput(mount) ? outputs++ : -1;
            out.message(2, mount(mount, OpEncoder.index(ExecOp.source(mount), inputs), output));
        }
        out.number(3, network(exec.network()));
        out.number(4, exec.security() == ExecOp.Security.INSECURE ? 1 : 0);
        for (SecretEnv secret : exec.secretEnv()) {
            out.message(
                    5,
                    new ProtoWriter()
                            .string(1, secret.id())
                            .string(2, secret.variable())
                            .flag(3, secret.optional()));
        }
        return out;
    }

    private static ProtoWriter meta(ExecOp exec) {
        var out = new ProtoWriter();
        out.strings(1, exec.args())
                .strings(2, exec.env())
                .string(3, exec.cwd())
                .string(4, exec.user());
        ProxyEnv proxy = exec.proxy();
        if (proxy != null) {
            out.message(
                    5,
                    new ProtoWriter()
                            .string(1, proxy.http())
                            .string(2, proxy.https())
                            .string(3, proxy.ftp())
                            .string(4, proxy.no())
                            .string(5, proxy.all()));
        }
        for (HostIp line : exec.extraHosts()) {
            out.message(6, new ProtoWriter().string(1, line.host()).string(2, line.ip()));
        }
        out.string(7, exec.hostname());
        for (Ulimit limit : exec.ulimits()) {
            out.message(
                    9,
                    new ProtoWriter()
                            .string(1, limit.name())
                            .number(2, limit.soft())
                            .number(3, limit.hard()));
        }
        return out.packed(12, exec.validExitCodes());
    }

    private static ProtoWriter mount(Mount mount, int input, int output) {
        var out = new ProtoWriter().number(1, input);
        switch (mount) {
            case Mount.Bind bind -> out.string(2, bind.selector());
            case Mount.Cache cache -> out.string(2, cache.selector());
            case Mount.Tmpfs _, Mount.Secret _, Mount.Ssh _ -> {}
        }
        out.string(3, mount.dest()).number(4, output);
        switch (mount) {
            case Mount.Bind bind -> out.flag(5, bind.mode() == Mount.BindMode.READ_ONLY);
            case Mount.Tmpfs tmpfs ->
                    out.number(6, 4).message(19, new ProtoWriter().number(1, tmpfs.size()));
            case Mount.Cache cache ->
                    out.number(6, 3)
                            .message(
                                    20,
                                    new ProtoWriter()
                                            .string(
                                                    1,
                                                    cache.id().isEmpty()
                                                            ? cache.dest()
                                                            : cache.id())
                                            .number(2, sharing(cache.sharing())));
            case Mount.Secret secret ->
                    out.number(6, 1)
                            .message(
                                    21,
                                    access(
                                            secret.id(),
                                            secret.uid(),
                                            secret.gid(),
                                            secret.mode(),
                                            secret.optional()));
            case Mount.Ssh ssh ->
                    out.number(6, 2)
                            .message(
                                    22,
                                    access(
                                            ssh.id(),
                                            ssh.uid(),
                                            ssh.gid(),
                                            ssh.mode(),
                                            ssh.optional()));
        }
        return out;
    }

    private static ProtoWriter access(String id, int uid, int gid, int mode, boolean optional) {
        return new ProtoWriter()
                .string(1, id)
                .unsigned(2, uid)
                .unsigned(3, gid)
                .unsigned(4, mode)
                .flag(5, optional);
    }

    private static int network(ExecOp.Network network) {
        return switch (network) {
            case SANDBOX -> 0;
            case HOST -> 1;
            case NONE -> 2;
        };
    }

    private static int sharing(Mount.CacheSharing sharing) {
        return switch (sharing) {
            case SHARED -> 0;
            case PRIVATE -> 1;
            case LOCKED -> 2;
        };
    }
}
