package dev.tutti.media.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * AES-128-GCM under one key in one direction, by libcrypto: {@code begin}, any number of {@code data}, {@code finish}; a packet
 * leaves no garbage behind. One thread at a time.
 */
public final class AesGcm {
    public static final int TAG_LENGTH = 16;
    private static final int KEY_LENGTH = 16;
    private static final int IV_LENGTH = 12;

    private final LibCrypto lib;
    private final MemorySegment context;
    private final boolean seals;

    @SuppressWarnings("restricted") // this package is the one place for it
    private AesGcm(LibCrypto lib, byte[] key, boolean seals) {
        this.lib = lib;
        this.seals = seals;
        // Freed with this object.
        context = lib.newContext().reinterpret(Arena.ofAuto(), lib::free);
        lib.init(context, seals, key);
    }

    /** Whether this system has a libcrypto that works. */
    public static boolean available() {
        return Loaded.LIB != null;
    }

    /** A context that encrypts, or one that decrypts. */
    public static AesGcm of(byte[] key, boolean seals) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("AES-128 has a key of 16 bytes");
        }
        return new AesGcm(Objects.requireNonNull(Loaded.LIB, "available() was not asked"), key, seals);
    }

    /** The next packet's nonce: 12 bytes. */
    public void begin(byte[] iv) {
        if (iv.length != IV_LENGTH) {
            throw new IllegalArgumentException("A nonce has 12 bytes");
        }
        lib.iv(context, iv);
    }

    /** What is authenticated but not encrypted. */
    public void data(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        lib.authenticate(context, bytes, offset, length);
    }

    /**
     * Encrypts and adds the tag, or checks the tag at the input's end and decrypts; returns the length written, or −1 when the
     * tag is wrong (then what was written must not be used). Input and output are different arrays.
     */
    public int finish(byte[] in, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, in.length);
        int body = seals ? length : length - TAG_LENGTH;
        Objects.checkFromIndexSize(outOffset, seals ? length + TAG_LENGTH : Math.max(0, body), out.length);
        if (body < 0) {
            return -1;
        }
        if (body > 0) {
            lib.update(context, in, offset, body, out, outOffset);
        }
        if (seals) {
            lib.sealed(context, out, outOffset + body);
            return body + TAG_LENGTH;
        }
        return lib.opened(context, in, offset + body) ? body : -1;
    }

    /** Looked for once. */
    private static final class Loaded {
        static final @Nullable LibCrypto LIB = LibCrypto.load();
    }
}
