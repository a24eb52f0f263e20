package dev.tutti.media.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handful of OpenSSL's EVP functions that AES-GCM takes; each call is short, so it may hold up the garbage collector. */
@SuppressWarnings("restricted") // this package is the one place for it
final class LibCrypto {
    private static final Logger LOG = LoggerFactory.getLogger(LibCrypto.class);
    /** By the names of their binary interfaces; macOS ends a process that loads its own unversioned one. */
    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1");

    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;
    private static final int KEEP_DIRECTION = -1;

    // Constants, so that the compiler sees through them; absent ones are never called.
    private static final @Nullable SymbolLookup FOUND = find();
    private static final MethodHandle NEW = function("EVP_CIPHER_CTX_new", FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle FREE = function("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle AES_128_GCM = function("EVP_aes_128_gcm", FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle INIT = function(
            "EVP_CipherInit_ex",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle UPDATE =
            function("EVP_CipherUpdate", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle FINAL =
            function("EVP_CipherFinal_ex", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle CONTROL =
            function("EVP_CIPHER_CTX_ctrl", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

    /** Where the functions write lengths that we know already. */
    private final MemorySegment written = Arena.global().allocate(JAVA_INT);

    private LibCrypto() {}

    /** The library, tried out; null where there is none that works. */
    static @Nullable LibCrypto load() {
        if (FOUND == null) {
            return null;
        }
        try {
            var lib = new LibCrypto();
            if (lib.works()) {
                return lib;
            }
        } catch (RuntimeException e) {
            LOG.debug("libcrypto cannot be used", e);
        }
        LOG.warn("libcrypto was found but does not work: using the JDK's ciphers");
        return null;
    }

    private static @Nullable SymbolLookup find() {
        if (System.getProperty("tutti.foreign", "").equals("off")) {
            return null;
        }
        for (String name : NAMES) {
            try {
                return SymbolLookup.libraryLookup(name, Arena.global());
            } catch (IllegalArgumentException e) {
                LOG.debug("There is no {}", name, e);
            }
        }
        return null;
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        var absent = java.lang.invoke.MethodHandles.empty(type.toMethodType());
        return FOUND == null
                ? absent
                : FOUND.find(name)
                        .map(address ->
                                Linker.nativeLinker().downcallHandle(address, type, Linker.Option.critical(true)))
                        .orElse(absent);
    }

    /** A function that is missing answers 0, which no call that succeeds does. */
    private boolean works() {
        var context = newContext();
        if (context.equals(MemorySegment.NULL)) {
            return false;
        }
        try {
            init(context, true, new byte[16]);
            iv(context, new byte[12]);
            byte[] sealed = new byte[17];
            update(context, new byte[1], 0, 1, sealed, 0);
            sealed(context, sealed, 1);
            init(context, false, new byte[16]);
            iv(context, new byte[12]);
            update(context, sealed, 0, 1, new byte[1], 0);
            return opened(context, sealed, 1);
        } finally {
            free(context);
        }
    }

    MemorySegment newContext() {
        try {
            return (MemorySegment) NEW.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void free(MemorySegment context) {
        try {
            FREE.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void init(MemorySegment context, boolean seals, byte[] key) {
        try {
            var cipher = (MemorySegment) AES_128_GCM.invokeExact();
            check((int) INIT.invokeExact(
                    context,
                    cipher,
                    MemorySegment.NULL,
                    MemorySegment.ofArray(key),
                    MemorySegment.NULL,
                    seals ? 1 : 0));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void iv(MemorySegment context, byte[] iv) {
        try {
            check((int) INIT.invokeExact(
                    context,
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    MemorySegment.ofArray(iv),
                    KEEP_DIRECTION));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void authenticate(MemorySegment context, byte[] bytes, int offset, int length) {
        try {
            check((int) UPDATE.invokeExact(
                    context,
                    MemorySegment.NULL,
                    written,
                    MemorySegment.ofArray(bytes).asSlice(offset),
                    length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void update(MemorySegment context, byte[] in, int offset, int length, byte[] out, int outOffset) {
        try {
            check((int) UPDATE.invokeExact(
                    context,
                    MemorySegment.ofArray(out).asSlice(outOffset),
                    written,
                    MemorySegment.ofArray(in).asSlice(offset),
                    length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Ends an encryption and writes its tag. */
    void sealed(MemorySegment context, byte[] out, int offset) {
        try {
            var tag = MemorySegment.ofArray(out).asSlice(offset);
            check((int) FINAL.invokeExact(context, tag, written));
            check((int) CONTROL.invokeExact(context, GET_TAG, AesGcm.TAG_LENGTH, tag));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Ends a decryption; false when the tag is wrong. */
    boolean opened(MemorySegment context, byte[] in, int offset) {
        try {
            var tag = MemorySegment.ofArray(in).asSlice(offset);
            check((int) CONTROL.invokeExact(context, SET_TAG, AesGcm.TAG_LENGTH, tag));
            return (int) FINAL.invokeExact(context, written, written) > 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static void check(int result) {
        if (result <= 0) {
            throw new IllegalStateException("libcrypto refused a call");
        }
    }

    /** A downcall throws nothing of its own. */
    private static RuntimeException unexpected(Throwable e) {
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
}
