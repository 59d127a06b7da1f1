package dev.jbuild.engine.service;

import dev.jbuild.engine.lower.Descriptions;
import dev.jbuild.model.SourceSpan;
import dev.jbuild.model.Step;

import java.util.List;

/** A service did not come to be ready. */
public final class NotReady extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SourceSpan span;
    private final String step;
    private final String reason;
    private final String cure;
    private final transient List<String> log;

    /**
     * @param reason what is wrong
     * @param log the last lines that it printed
     */
    NotReady(String reason, String cure, Step.Service service, List<String> log) {
        super(reason);
        this.reason = reason;
        this.cure = cure;
        this.span = service.span();
        this.step = Descriptions.of(service);
        this.log = log;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String cure() {
        return cure;
    }

    /** Where the service is written. */
    public SourceSpan span() {
        return span;
    }

    /** The service as a person would write it. */
    public String step() {
        return step;
    }

    public List<String> log() {
        return log;
    }
}
