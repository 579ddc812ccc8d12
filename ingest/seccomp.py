"""A seccomp filter for the reading process: the kernel itself refuses sockets, programs and writing, to native code as well.

Linux, no privileges needed. Numbers from the kernel's tables (arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h), the program's form from Documentation/userspace-api/seccomp_filter.rst.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NR, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_X32 = 0x40000000  # the second, 32-bit, numbering on x86-64
_CLONE_THREAD = 0x00010000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True)
class _Machine:
    """One architecture: its mark, the calls that are refused, and those judged by an argument (number -> position)."""

    mark: int
    refused: tuple[int, ...]
    opening: Mapping[int, int]
    clone: int
    unknown: tuple[int, ...]  # clone3, openat2: their flags cannot be seen; callers fall back to the older call


# sockets: socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg; programs: execve execveat fork vfork;
# others' processes: kill tkill ptrace process_vm_* pidfd_*; files: truncate rename* mkdir* rmdir creat link* unlink* symlink* ch* mknod*;
# the kernel's far corners: mount umount2 unshare setns keyctl bpf io_uring_setup memfd_create.
# fmt: off
_MACHINES = {
    "x86_64": _Machine(
        mark=0xC000003E,
        refused=(
            41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 59, 322, 57, 58, 62, 200, 101, 310, 311, 424, 434, 438,
            76, 82, 264, 316, 83, 258, 84, 85, 86, 265, 87, 263, 88, 266, 90, 91, 268, 92, 93, 94, 260, 133, 259,
            165, 166, 272, 308, 250, 321, 425, 319,
        ),
        opening={2: 1, 257: 2},
        clone=56,
        unknown=(435, 437),
    ),
    "aarch64": _Machine(
        mark=0xC00000B7,
        refused=(
            198, 203, 202, 206, 211, 200, 201, 199, 242, 269, 221, 281, 129, 130, 117, 270, 271, 424, 434, 438,
            45, 38, 276, 34, 37, 35, 36, 52, 53, 54, 55, 33,
            40, 39, 97, 268, 219, 280, 425, 279,
        ),
        opening={56: 2},
        clone=220,
        unknown=(435, 437),
    ),
}
# fmt: on


def bind() -> bool:
    """Bind this process and whatever it starts. Returns False where the machine or its kernel cannot."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or struct.calcsize("P") != 8:
        return False
    code = _program(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(program, len(program)), 0, 0) == 0)


def _program(machine: _Machine) -> bytes:
    """The filter as the kernel reads it: instructions of 8 bytes, jumps counted from the next one."""

    def refuse(number: int) -> bytes:
        return _step(_RETURN, _ERRNO | number)

    steps = [_step(_LOAD, _ARCH), _step(_JUMP_EQUAL, machine.mark, 1, 0), _step(_RETURN, _KILL), _step(_LOAD, _NR)]
    if machine.mark == _MACHINES["x86_64"].mark:
        steps += [_step(_JUMP_GREATER_EQUAL, _X32, 0, 1), refuse(errno.EPERM)]
    for number in machine.refused:
        steps += [_step(_JUMP_EQUAL, number, 0, 1), refuse(errno.EPERM)]
    for number in machine.unknown:
        steps += [_step(_JUMP_EQUAL, number, 0, 1), refuse(errno.ENOSYS)]
    for number, position in machine.opening.items():
        judged = [_step(_LOAD, _ARGUMENTS + 8 * position), _step(_JUMP_SET, _WRITING, 0, 1), refuse(errno.EACCES)]
        steps += [_step(_JUMP_EQUAL, number, 0, len(judged) + 1), *judged, _step(_RETURN, _ALLOW)]
    judged = [_step(_LOAD, _ARGUMENTS), _step(_JUMP_SET, _CLONE_THREAD, 1, 0), refuse(errno.EPERM)]
    steps += [_step(_JUMP_EQUAL, machine.clone, 0, len(judged)), *judged, _step(_RETURN, _ALLOW)]
    return b"".join(steps)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
