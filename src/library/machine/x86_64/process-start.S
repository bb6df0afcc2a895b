# Entry of the process target: what cannot be said in the machine subset. Layer: machine.
# The kernel enters at _start with argc, argv, envp and the auxiliary vector on the stack; nothing is relocated yet.

        .text
        .globl  _start
        .hidden _start
        .type   _start, @function
_start:
        xorl    %ebp, %ebp              # the outermost frame, for stack traces
        movq    %rsp, %rdi
        andq    $-16, %rsp
        call    dr_processStart
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

# Where the kernel returns to from a signal handler (sigaction's sa_restorer).
        .globl  dr_signalRestorer
        .hidden dr_signalRestorer
        .type   dr_signalRestorer, @function
        .p2align 4
dr_signalRestorer:
        movl    $15, %eax               # rt_sigreturn
        syscall
        ud2
        .size   dr_signalRestorer, . - dr_signalRestorer

        .section .note.GNU-stack, "", @progbits
