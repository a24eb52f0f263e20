package dev.tutti.media;

/** One audio track published by one participant of one room. */
public record TrackPublication(String room, String identity, String trackSid) {}
