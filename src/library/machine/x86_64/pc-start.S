# Entry of bare-metal images: PVH (Xen's "HVM direct boot ABI") to 64-bit code, and the stubs of the interrupt table.
# Layer: machine. The hypervisor enters pvhStart in 32-bit protected mode without paging, with the physical address of
# hvm_start_info in %ebx. The first GiB is mapped to itself, writable and executable, until page-tables.ts replaces that.

#define CODE_SELECTOR 0x08
#define DATA_SELECTOR 0x10
#define BOOT_STACK_SIZE 16384
#define COM1 0x3f8

# CPUID 1 ECX: SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT (x86-64-v2).
#define NEEDED_1_ECX 0x00982201
# CPUID 0x80000001 EDX: no-execute, long mode.
#define NEEDED_EXTENDED_EDX 0x20100000

        .section .note.Xen, "a", @note
        .p2align 2
        .long   4, 8, 18                # name and descriptor bytes, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz  "Xen"
        .quad   pvhStart

        .text
        .code32
        .globl  _start
        .hidden _start
        .type   _start, @function
_start:
pvhStart:
        cli
        cld
        movl    %ebx, %edi              # cpuid overwrites %ebx
        movl    $bootStackTop, %esp
        movl    $0x80000000, %eax
        cpuid
        cmpl    $0x80000001, %eax
        jb      unsuitable
        movl    $0x80000001, %eax
        cpuid
        andl    $NEEDED_EXTENDED_EDX, %edx
        cmpl    $NEEDED_EXTENDED_EDX, %edx
        jne     unsuitable
        movl    $1, %eax
        cpuid
        andl    $NEEDED_1_ECX, %ecx
        cmpl    $NEEDED_1_ECX, %ecx
        jne     unsuitable

        # Present and writable; the last level in pages of 2 MiB.
        movl    $bootTable3 + 3, bootTable4
        movl    $bootTable2 + 3, bootTable3
        movl    $bootTable2, %ecx
        movl    $0x83, %eax
1:      movl    %eax, (%ecx)
        addl    $8, %ecx
        addl    $0x200000, %eax
        cmpl    $bootTable2 + 4096, %ecx
        jne     1b
        movl    $bootTable4, %eax
        movl    %eax, %cr3
        movl    %cr4, %eax
        orl     $0x620, %eax            # PAE, OSFXSR, OSXMMEXCPT
        movl    %eax, %cr4
        movl    $0xc0000080, %ecx       # EFER
        rdmsr
        orl     $0x900, %eax            # LME, NXE
        wrmsr
        movl    %cr0, %eax
        andl    $0x9ffffff3, %eax       # not EM, TS, NW, CD
        orl     $0x80010022, %eax       # PG, WP, NE, MP
        movl    %eax, %cr0
        lgdt    bootDescriptors
        ljmp    $CODE_SELECTOR, $longMode

unsuitable:
        movl    $unsuitableText, %esi
        movw    $COM1, %dx
2:      lodsb
        testb   %al, %al
        jz      3f
        outb    %al, %dx
        jmp     2b
3:      movw    $0xf4, %dx              # isa-debug-exit, where it is: status 70
        movl    $71, %eax
        outb    %al, %dx
4:      hlt
        jmp     4b

        .code64
longMode:
        movl    $DATA_SELECTOR, %eax
        movl    %eax, %ds
        movl    %eax, %es
        movl    %eax, %ss
        xorl    %eax, %eax
        movl    %eax, %fs
        movl    %eax, %gs
        leaq    bootStackTop(%rip), %rsp
        xorl    %ebp, %ebp              # the outermost frame, for stack traces
        movl    %edi, %edi
        call    dr_machineStart
        ud2
        .size   _start, . - _start

# runOnStack(top, code): continues at `code` on another stack and never returns.
        .globl  dr_runOnStack
        .hidden dr_runOnStack
        .type   dr_runOnStack, @function
dr_runOnStack:
        movq    %rdi, %rsp
        andq    $-16, %rsp
        xorl    %ebp, %ebp
        call    *%rsi
        ud2
        .size   dr_runOnStack, . - dr_runOnStack

# 256 entries of 16 bytes each: 0 to 31 are exceptions, the others devices' interrupts.
        .globl  interruptStubs
        .hidden interruptStubs
        .p2align 4
interruptStubs:
        .set    vector, 0
        .rept   256
        .p2align 4
        .if     vector >= 32
        pushq   $vector
        jmp     interruptArrived
        .else
        .if     vector == 8 || (vector >= 10 && vector <= 14) || vector == 17 || vector == 21 || vector == 29 || vector == 30
        .else
        pushq   $0                      # the processor pushes no error code
        .endif
        pushq   $vector
        jmp     exceptionArrived
        .endif
        .set    vector, vector + 1
        .endr

# Interrupts are open only inside waitForInterrupt: it is told the vector, and returns with interrupts closed.
        .p2align 4
interruptArrived:
        popq    acceptedVector(%rip)
        andl    $~0x200, 16(%rsp)
        iretq

# No exception returns. The frame that handleException gets: registers, vector, error code, and what the processor pushed.
exceptionArrived:
        pushq   %rax
        pushq   %rbx
        pushq   %rcx
        pushq   %rdx
        pushq   %rsi
        pushq   %rdi
        pushq   %rbp
        pushq   %r8
        pushq   %r9
        pushq   %r10
        pushq   %r11
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        cld
        movq    %rsp, %rdi
        andq    $-16, %rsp
        xorl    %ebp, %ebp
        call    dr_handleException
        ud2

# waitForInterrupt(halt): opens interrupts, halts the processor when `halt` is not 0, and returns the vector that was
# accepted, 0 when none was. The instruction after sti is still closed to interrupts, so none is lost before hlt.
        .globl  dr_waitForInterrupt
        .hidden dr_waitForInterrupt
        .type   dr_waitForInterrupt, @function
dr_waitForInterrupt:
        movq    $0, acceptedVector(%rip)
        testl   %edi, %edi
        jz      1f
        sti
        hlt
        cli
        movl    acceptedVector(%rip), %eax
        ret
1:      sti
        nop
        nop
        cli
        movl    acceptedVector(%rip), %eax
        ret
        .size   dr_waitForInterrupt, . - dr_waitForInterrupt

        .section .rodata.pcStart, "a", @progbits
unsuitableText:
        .asciz  "drupe: this processor lacks x86-64-v2 or no-execute pages (QEMU: -cpu max or -cpu host)\n"

        .data
        .p2align 4
# Null, 64-bit code, data, and 16 bytes for the task state that descriptor-tables.ts fills in.
        .globl  segmentDescriptors
        .hidden segmentDescriptors
segmentDescriptors:
        .quad   0, 0x00af9b000000ffff, 0x00cf93000000ffff, 0, 0
        .p2align 2
        .short  0
bootDescriptors:
        .short  39
        .long   segmentDescriptors

        .bss
        .p2align 12
bootTable4:
        .skip   4096
bootTable3:
        .skip   4096
bootTable2:
        .skip   4096
        .skip   BOOT_STACK_SIZE
bootStackTop:
acceptedVector:
        .skip   8

        .section .note.GNU-stack, "", @progbits
