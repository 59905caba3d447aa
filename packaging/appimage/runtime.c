/* The head of the AppImage: the program that mounts the file system behind its own end and starts AppRun in it.
 *
 * An AppImage of type 2 is this ELF file, linked statically, followed by a SquashFS image. Without FUSE (no /dev/fuse,
 * no fusermount3) the image is unpacked into a folder of its own for the time of one run, and removed afterwards.
 *
 * Built by shipping/appimage.py against Debian's libsquashfuse, libfuse3, libzstd and zlib.
 */

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/config.h>

#include <squashfuse/ll.h>

#define UPDATE_SECTION ".upd_info"
#define CHUNK (128 * 1024)

/* Where newer versions are, in the form that updaters look for in this section; shipping/appimage.py fills it. */
__attribute__((section(UPDATE_SECTION), used)) static const char update_information[1024] = {0};

/* Debian's libsquashfuse calls the other decompressors, too. The image is always packed with zstd, so these are never
 * reached; without them no library under the GPL (LZO) is linked in. Which are called depends on the version. */
int LZ4_decompress_safe(void);
int LZ4_decompress_safe(void) { return -1; }
int lzo1x_decompress_safe(void);
int lzo1x_decompress_safe(void) { return -1; }
int lzma_stream_buffer_decode(void);
int lzma_stream_buffer_decode(void) { return 5; }
int lzma_alone_decoder(void);
int lzma_alone_decoder(void) { return 5; }
int lzma_code(void);
int lzma_code(void) { return 5; }
void lzma_end(void);
void lzma_end(void) {}

static char image[PATH_MAX];
static char folder[PATH_MAX];

static void tell(const char *form, ...) {
    va_list values;
    va_start(values, form);
    fputs("QtBrowser AppImage: ", stderr);
    vfprintf(stderr, form, values);
    fputc('\n', stderr);
    va_end(values);
}

/* Where this ELF file ends and the file system begins: behind the table of sections, the last part of it. */
static off_t image_offset(void) {
    Elf64_Ehdr head;
    int file = open(image, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : pread(file, &head, sizeof head, 0);
    if (file >= 0)
        close(file);
    if (got != (ssize_t)sizeof head || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
        return -1;
    return (off_t)(head.e_shoff + (Elf64_Off)head.e_shentsize * head.e_shnum);
}

/* Makes the folder for this run below TMPDIR; returns 0, or -1 with errno. */
static int make_folder(void) {
    const char *place = getenv("TMPDIR");
    if (place == NULL || place[0] != '/')
        place = "/tmp";
    if (snprintf(folder, sizeof folder, "%s/.qtbrowser-image-XXXXXX", place) >= (int)sizeof folder) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return mkdtemp(folder) == NULL ? -1 : 0;
}

/* ---- Mounting ---- */

static int unmount_once(void) {
    if (geteuid() == 0)
        return umount2(folder, 0);
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execlp("fusermount3", "fusermount3", "-u", "-q", folder, (char *)NULL);
        _exit(127);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

/* Waits until the last process that was started from the image has closed its end of the pipe, then unmounts as soon
 * as no file of it is in use. The session ends by that. */
static void *unmount_at_end(void *end_of_pipe) {
    char byte;
    ssize_t got;
    do
        got = read(*(int *)end_of_pipe, &byte, 1);
    while (got > 0 || (got < 0 && errno == EINTR));
    while (unmount_once() != 0)
        usleep(500 * 1000);
    return NULL;
}

static const struct fuse_lowlevel_ops operations = {
    .getattr = sqfs_ll_op_getattr,
    .opendir = sqfs_ll_op_opendir,
    .releasedir = sqfs_ll_op_releasedir,
    .readdir = sqfs_ll_op_readdir,
    .lookup = sqfs_ll_op_lookup,
    .open = sqfs_ll_op_open,
    .create = sqfs_ll_op_create,
    .release = sqfs_ll_op_release,
    .read = sqfs_ll_op_read,
    .readlink = sqfs_ll_op_readlink,
    .listxattr = sqfs_ll_op_listxattr,
    .getxattr = sqfs_ll_op_getxattr,
    .forget = sqfs_ll_op_forget,
    .statfs = stfs_ll_op_statfs,
};

/* Serves the file system until it is unmounted; says on `ready` when it is there. Runs in a process of its own. */
static int serve(off_t offset, int ready, int alive) {
    /* A terminal's Ctrl+C is for the program, not for its files. */
    setsid();
    sqfs_ll *files = sqfs_ll_open(image, (size_t)offset);
    if (files == NULL)
        return 1;
    struct fuse_args arguments = FUSE_ARGS_INIT(0, NULL);
    fuse_opt_add_arg(&arguments, "qtbrowser");
    fuse_opt_add_arg(&arguments, "-oro,nosuid,nodev,fsname=qtbrowser.AppImage,subtype=squashfuse");
    sqfs_ll_chan channel;
    struct fuse_lowlevel_ops table = operations;
    if (sqfs_ll_mount(&channel, folder, &arguments, &table, sizeof table, files) != SQFS_OK)
        return 1;
    pthread_t waiter;
    if (pthread_create(&waiter, NULL, unmount_at_end, &alive) != 0)
        return 1;
    if (write(ready, "+", 1) != 1)
        return 1;
    close(ready);
    fuse_session_loop(channel.session);
    sqfs_ll_destroy(files);
    rmdir(folder);
    return 0;
}

/* Mounts the image at `folder`. Returns 0; -1 where that can't be done, with nothing left mounted.
 * The write end of a pipe stays open in this process and in those that it becomes and starts: by it the serving
 * process sees their end. */
static int mount_image(off_t offset) {
    int ready[2], alive[2];
    if (access("/dev/fuse", R_OK | W_OK) != 0 || pipe2(ready, O_CLOEXEC) != 0 || pipe(alive) != 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        close(ready[0]);
        close(alive[1]);
        fcntl(alive[0], F_SETFD, FD_CLOEXEC);
        /* What libfuse has to say of a failure is of no use to whoever gets the image unpacked instead. */
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        _exit(serve(offset, ready[1], alive[0]));
    }
    close(ready[1]);
    close(alive[0]);
    char answer = 0;
    ssize_t got;
    do
        got = read(ready[0], &answer, 1);
    while (got < 0 && errno == EINTR);
    close(ready[0]);
    if (got == 1)
        return 0;
    waitpid(child, NULL, 0);
    close(alive[1]);
    return -1;
}

/* ---- Unpacking ---- */

static int write_file(sqfs *files, sqfs_inode *inode, const char *path, mode_t mode) {
    int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777);
    if (out < 0)
        return -1;
    static char buffer[CHUNK];
    int result = 0;
    for (uint64_t at = 0; at < inode->xtra.reg.file_size && result == 0;) {
        sqfs_off_t size = sizeof buffer;
        if (sqfs_read_range(files, inode, (sqfs_off_t)at, &size, buffer) != SQFS_OK || size <= 0) {
            errno = EIO;
            result = -1;
        } else if (write(out, buffer, (size_t)size) != size) {
            result = -1;
        } else {
            at += (uint64_t)size;
        }
    }
    if (close(out) != 0)
        result = -1;
    return result;
}

static int unpack_entry(sqfs *files, sqfs_traverse *walk, const char *path) {
    sqfs_inode inode;
    if (sqfs_inode_get(files, &inode, sqfs_dentry_inode(&walk->entry)) != SQFS_OK) {
        errno = EIO;
        return -1;
    }
    mode_t mode = inode.base.mode;
    if (S_ISDIR(mode))
        return mkdir(path, (mode & 0777) | 0700);
    if (S_ISREG(mode))
        return write_file(files, &inode, path, mode);
    if (!S_ISLNK(mode))
        return 0;
    char target[PATH_MAX];
    size_t size = sizeof target;
    if (sqfs_readlink(files, &inode, target, &size) != SQFS_OK) {
        errno = EIO;
        return -1;
    }
    return symlink(target, path);
}

/* Unpacks all of the image into the folder `to`, which exists and is empty. Returns 0, or -1 after telling why. */
static int unpack_image(off_t offset, const char *to) {
    sqfs files;
    if (sqfs_open_image(&files, image, (size_t)offset) != SQFS_OK)
        return -1;
    sqfs_traverse walk;
    sqfs_err error = sqfs_traverse_open(&walk, &files, sqfs_inode_root(&files));
    if (error != SQFS_OK)
        return -1;
    int result = 0;
    while (result == 0 && sqfs_traverse_next(&walk, &error)) {
        char path[PATH_MAX];
        if (walk.dir_end)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", to, walk.path) >= (int)sizeof path)
            errno = ENAMETOOLONG, result = -1;
        else
            result = unpack_entry(&files, &walk, path);
        if (result != 0)
            tell("%s can't be written: %s", path, strerror(errno));
    }
    if (error != SQFS_OK && result == 0) {
        tell("the image is damaged");
        result = -1;
    }
    sqfs_traverse_close(&walk);
    sqfs_destroy(&files);
    return result;
}

static int remove_entry(const char *path, const struct stat *told, int kind, struct FTW *where) {
    (void)told, (void)kind, (void)where;
    return remove(path);
}

static void remove_folder(void) {
    nftw(folder, remove_entry, 32, FTW_DEPTH | FTW_PHYS);
}

/* ---- Starting ---- */

static void start(char **words) {
    char program[PATH_MAX];
    if (snprintf(program, sizeof program, "%s/AppRun", folder) < (int)sizeof program) {
        setenv("APPIMAGE", image, 1);
        setenv("APPDIR", folder, 1);
        setenv("ARGV0", words[0], 1);
        words[0] = program;
        execv(program, words);
    }
    tell("%s can't be started: %s", program, strerror(errno));
}

static pid_t running = 0;

static void pass_on(int number) {
    if (running > 0)
        kill(running, number);
}

/* Runs the program from the unpacked folder, then removes that; returns the exit code. */
static int run_unpacked(off_t offset, char **words) {
    if (unpack_image(offset, folder) != 0) {
        remove_folder();
        return 1;
    }
    running = fork();
    if (running == 0) {
        start(words);
        _exit(127);
    }
    struct sigaction handler = {.sa_handler = pass_on};
    for (const int *number = (const int[]){SIGINT, SIGTERM, SIGHUP, 0}; *number; number++)
        sigaction(*number, &handler, NULL);
    int status = 0;
    while (running > 0 && waitpid(running, &status, 0) < 0 && errno == EINTR)
        continue;
    remove_folder();
    if (running < 0)
        return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static const char help[] =
    "Options of the AppImage itself; all others are the program's:\n"
    "  --appimage-extract             unpack into the folder squashfs-root\n"
    "  --appimage-extract-and-run     run from an unpacked copy, without FUSE\n"
    "  --appimage-mount               mount, print where, and wait for Ctrl+C\n"
    "  --appimage-offset              print where the file system begins\n"
    "  --appimage-updateinformation   print where newer versions are\n"
    "APPIMAGE_EXTRACT_AND_RUN=1 in the environment is the second of these.\n";

static int extract(off_t offset) {
    if (mkdir("squashfs-root", 0755) != 0) {
        tell("squashfs-root can't be made here: %s", strerror(errno));
        return 1;
    }
    return unpack_image(offset, "squashfs-root") == 0 ? 0 : 1;
}

static void end_waiting(int number) {
    (void)number;
}

static int stay_mounted(off_t offset) {
    if (make_folder() != 0 || mount_image(offset) != 0) {
        rmdir(folder);
        tell("it can't be mounted; FUSE and fusermount3 are needed");
        return 1;
    }
    puts(folder);
    fflush(stdout);
    struct sigaction handler = {.sa_handler = end_waiting};
    sigaction(SIGINT, &handler, NULL);
    sigaction(SIGTERM, &handler, NULL);
    pause();
    return 0;
}

int main(int count, char **words) {
    ssize_t length = readlink("/proc/self/exe", image, sizeof image - 1);
    off_t offset = length <= 0 ? -1 : image_offset();
    if (offset < 0) {
        tell("it can't read itself; is /proc mounted?");
        return 1;
    }
    const char *option = count > 1 ? words[1] : "";
    const char *asked = getenv("APPIMAGE_EXTRACT_AND_RUN");
    int unpacked = asked != NULL && strcmp(asked, "1") == 0;
    if (strcmp(option, "--appimage-offset") == 0)
        return printf("%lld\n", (long long)offset) < 0;
    if (strcmp(option, "--appimage-updateinformation") == 0)
        return printf("%s\n", (const char *)(const volatile char *)update_information) < 0;
    if (strcmp(option, "--appimage-extract") == 0)
        return extract(offset);
    if (strcmp(option, "--appimage-mount") == 0)
        return stay_mounted(offset);
    if (strcmp(option, "--appimage-extract-and-run") == 0) {
        unpacked = 1;
        memmove(words + 1, words + 2, sizeof *words * (size_t)(count - 1));
    } else if (strncmp(option, "--appimage-", strlen("--appimage-")) == 0) {
        fputs(help, stdout);
        return strcmp(option, "--appimage-help") == 0 ? 0 : 2;
    }
    if (make_folder() != 0) {
        tell("no folder can be made for it: %s", strerror(errno));
        return 1;
    }
    if (!unpacked && mount_image(offset) == 0) {
        start(words);
        return 127;
    }
    return run_unpacked(offset, words);
}
