/* Lets the thread sanitizer see the slow paths of Swift's Mutex.
 *
 * On Linux a contended Mutex is locked and unlocked by the kernel, inside of a library that is not
 * instrumented, so that the sanitizer misses that one holder follows the other and reports every
 * guarded value. These two functions stand before the library's own and tell it. Without the
 * sanitizer they only pass the call on.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void adversity_lock(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void adversity_unlock(SELF void *mutex) __asm__(UNLOCK);

SWIFT void adversity_lock(uint32_t thread, SELF void *mutex) {
    SWIFT void (*real)(uint32_t, SELF void *) =
        (SWIFT void (*)(uint32_t, SELF void *))dlsym(RTLD_NEXT, LOCK);
    real(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void adversity_unlock(SELF void *mutex) {
    SWIFT void (*real)(SELF void *) = (SWIFT void (*)(SELF void *))dlsym(RTLD_NEXT, UNLOCK);
    if (__tsan_release) __tsan_release(mutex);
    real(mutex);
}
