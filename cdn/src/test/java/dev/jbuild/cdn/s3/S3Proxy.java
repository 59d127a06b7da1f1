package dev.jbuild.cdn.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Bucket servers with real authentication, as processes that end with the tests. */
final class S3Proxy {
    static final BucketOrigin.Keys KEYS = new BucketOrigin.Keys("AKIDTEST", "SECRETTEST");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final int port;

    private S3Proxy(int port) {
        this.port = port;
    }

    /** One that keeps the conditions of a write. */
    static S3Proxy get() {
        return Careful.SERVER;
    }

    /** One of an older version, that takes any write and says nothing about its conditions. */
    static S3Proxy careless() {
        return Careless.SERVER;
    }

    private static final class Careful {
        static final S3Proxy SERVER = start("s3proxy.jar", "transient-nio2");
    }

    private static final class Careless {
        static final S3Proxy SERVER = start("s3proxy-careless.jar", "transient");
    }

    private static S3Proxy start(String jar, String provider) {
        try {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Path folder = Files.createTempDirectory("s3proxy");
            Path settings = folder.resolve("s3proxy.conf");
            Files.write(
                    settings,
                    List.of(
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.endpoint=http://127.0.0.1:" + port,
                            "s3proxy.identity=" + KEYS.id(),
                            "s3proxy.credential=" + KEYS.secret(),
                            "jclouds.identity=unused",
                            "jclouds.credential=unused",
                            "jclouds.provider=" + provider));
            Process process =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElse("java"),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-jar",
                                    Path.of("target/servers", jar).toAbsolutePath().toString(),
                                    "--properties",
                                    settings.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            await(port, process, folder.resolve("log"));
            return new S3Proxy(port);
        } catch (IOException e) {
            throw new AssertionError("cannot start S3Proxy", e);
        }
    }

    private static void await(int port, Process process, Path log) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("S3Proxy does not answer: " + Files.readString(log));
    }

    /** A new bucket. */
    BucketLocation bucket() {
        BucketLocation location = named("bucket" + BUCKETS.incrementAndGet());
        try (S3Client client = BucketClients.open(location, Optional.of(KEYS))) {
            client.createBucket(create -> create.bucket(location.bucket()));
        }
        return location;
    }

    BucketLocation named(String bucket) {
        return new BucketLocation(
                bucket,
                "web/",
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                Optional.of("us-east-1"));
    }

    /** Requests as they go out: {@code GET key}, and what the server answered. */
    static final class Requests implements ExecutionInterceptor {
        private final Queue<String> made = new ConcurrentLinkedQueue<>();
        private final Queue<Map.Entry<String, Integer>> answered = new ConcurrentLinkedQueue<>();

        List<String> made() {
            return List.copyOf(made);
        }

        List<Map.Entry<String, Integer>> answered() {
            return List.copyOf(answered);
        }

        @Override
        public void beforeTransmission(
                Context.BeforeTransmission context, ExecutionAttributes attributes) {
            made.add(context.httpRequest().method() + " " + context.httpRequest().encodedPath());
        }

        @Override
        public void afterTransmission(
                Context.AfterTransmission context, ExecutionAttributes attributes) {
            answered.add(
                    Map.entry(
                            context.httpRequest().encodedPath(),
                            context.httpResponse().statusCode()));
        }
    }
}
