# Probe guest: goes to 64-bit mode with paging, as every image does, and ends QEMU with status 33 through isa-debug-exit.
# probe-image.ts holds what clang and ld.lld make of it; probe-image.test.ts makes it again and compares.

        .section .note.Xen, "a", @note
        .p2align 2
        .long   4, 8, 18
        .asciz  "Xen"
        .quad   _start

        .text
        .code32
        .globl  _start
_start:
        movl    $table3 + 3, table4
        movl    $table2 + 3, table3
        movl    $0x83, table2
        movl    $0x200083, table2 + 8
        movl    $table4, %eax
        movl    %eax, %cr3
        movl    %cr4, %eax
        orl     $0x20, %eax
        movl    %eax, %cr4
        movl    $0xc0000080, %ecx
        rdmsr
        orl     $0x100, %eax
        wrmsr
        movl    %cr0, %eax
        orl     $0x80000001, %eax
        movl    %eax, %cr0
        lgdt    pointer
        ljmp    $8, $1f
        .code64
1:      xorl    %ecx, %ecx
2:      incq    %rcx                    # some work, so that more than one instruction runs
        cmpq    $1000000, %rcx
        jne     2b
        movw    $0xf4, %dx
        movl    $16, %eax
        outb    %al, %dx
3:      hlt
        jmp     3b

        .p2align 3
segments:
        .quad   0, 0x00af9b000000ffff
pointer:
        .short  15
        .long   segments

        .bss
        .p2align 12
table4: .skip   4096
table3: .skip   4096
table2: .skip   4096
