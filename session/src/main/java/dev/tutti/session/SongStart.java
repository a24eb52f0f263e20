package dev.tutti.session;

/**
 * Where in a run the current song begins.
 *
 * <p>It belongs to that run alone: when the click is started again, the new run counts the song's own bars.
 *
 * @param runUs when the run began, which names it
 * @param bar the song's first bar
 * @param atUs session time of its line, by the plan that held when the song was selected
 */
public record SongStart(long runUs, long bar, long atUs) {}
