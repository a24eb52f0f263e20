package dev.tutti.gateway.wire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the {@code type} of the {@code /ws} frame that carries this record as its payload. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FrameType {
    String value();

    /** Such a frame stands in the session log: it carries a cursor and an event id. */
    boolean durable() default false;
}
