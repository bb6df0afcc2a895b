# dr_unwind: leaves the calling function and all its callers that do not test for exceptions. Layer: machine.
# The registers that a function preserves are pushed as the words that dr_unwindFrames (runtime/unwind.ts) works on.

        .text
        .globl  dr_unwind
        .hidden dr_unwind
        .type   dr_unwind, @function
dr_unwind:
        popq    %rdi                    # where the caller stands
        pushq   %rdi
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        movq    %rsp, %rdi
        movq    %rsp, %rbx
        andq    $-16, %rsp
        call    dr_unwindFrames         # gives the stack pointer of the frame that goes on
        movq    %rax, %rcx
        movq    (%rbx), %r15
        movq    8(%rbx), %r14
        movq    16(%rbx), %r13
        movq    24(%rbx), %r12
        movq    40(%rbx), %rbp
        movq    48(%rbx), %rdx
        movq    32(%rbx), %rbx
        movq    %rcx, %rsp
        movabsq $0xfff9000000000005, %rax       # EXCEPTION
        jmp     *%rdx
        .size   dr_unwind, . - dr_unwind

        .section .note.GNU-stack, "", @progbits
