package dev.jbuild.engine.registry;

import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

import javax.net.ssl.SSLException;

/** How a registry meets somebody who wants to use it. */
public sealed interface Reception {
    /** It lets the user in. */
    record Welcome() implements Reception {}

    /** It lets in whom it does not know. What such a one may not do, it would say later. */
    record Stranger() implements Reception {}

    /** It wants a login, and the user has none. */
    record LoginNeeded() implements Reception {}

    /** It does not take the user's login. */
    record LoginRefused() implements Reception {}

    /** Its certificate is from an authority that nobody here trusts. */
    record Untrusted() implements Reception {}

    /**
     * Its certificate is not for it, or not for today.
     *
     * @param why a part of a sentence
     */
    record BadCertificate(String why) implements Reception {}

    /** It answers without TLS to one who speaks TLS. */
    record NoTls() implements Reception {}

    /** No address is known by its name. */
    record Nowhere() implements Reception {
        /** A sentence without its end. */
        public static final String TOLD = "there is no such server: its name is not known";
    }

    /** It says nothing in time. */
    record Silent() implements Reception {}

    /**
     * Something else is wrong.
     *
     * @param why a sentence without its end
     */
    record Failed(String why) implements Reception {}

    /** What a connection that failed says of the registry. */
    static Reception of(IOException failure) {
        Reception found = new Failed(String.valueOf(failure.getMessage()));
        // The innermost counts: Java tells of a bad certificate by one exception in another.
        for (Throwable at = failure; at != null; at = at.getCause()) {
            found =
                    switch (at) {
                        case HttpTimeoutException _ -> new Silent();
                        case UnresolvedAddressException _, UnknownHostException _ -> new Nowhere();
                        case CertPathBuilderException _ -> new Untrusted();
                        case CertificateExpiredException _ -> new BadCertificate("it has expired");
                        case CertificateNotYetValidException _ ->
                                new BadCertificate("it is not valid yet");
                        case CertificateException e ->
                                new BadCertificate(String.valueOf(e.getMessage()));
                        case SSLException e when isPlain(e) -> new NoTls();
                        default -> found;
                    };
        }
        return found;
    }

    /** Java has no type for it, and two texts. */
    private static boolean isPlain(SSLException failure) {
        return String.valueOf(failure.getMessage()).contains("nrecognized SSL message");
    }
}
