# Privileged instructions as functions of the machine subset (declared in processor.ts). Layer: machine.

        .macro  function name
        .text
        .globl  \name
        .hidden \name
        .type   \name, @function
\name:
        .endm

# readProcessorLeaf(leaf, subleaf, to): CPUID's EAX, EBX, ECX, EDX.
        function dr_readProcessorLeaf
        pushq   %rbx
        movl    %edi, %eax
        movl    %esi, %ecx
        movq    %rdx, %rsi
        cpuid
        movl    %eax, (%rsi)
        movl    %ebx, 4(%rsi)
        movl    %ecx, 8(%rsi)
        movl    %edx, 12(%rsi)
        popq    %rbx
        ret

        function dr_readControl2
        movq    %cr2, %rax
        ret

        function dr_readControl3
        movq    %cr3, %rax
        ret

        function dr_writeControl3
        movq    %rdi, %cr3
        ret

        function dr_readControl4
        movq    %cr4, %rax
        ret

        function dr_writeControl4
        movq    %rdi, %cr4
        ret

        function dr_invalidatePage
        invlpg  (%rdi)
        ret

# loadDescriptorTables(segments, interrupts, taskSelector): both point to a limit (u16) and an address (u64).
        function dr_loadDescriptorTables
        lgdt    (%rdi)
        lidt    (%rsi)
        ltr     %dx
        ret

# loadInterruptTable(interrupts)
        function dr_loadInterruptTable
        lidt    (%rdi)
        ret

# randomFromProcessor(to), seedFromProcessor(to): 1 when a word was stored, 0 when the processor had none.
        function dr_randomFromProcessor
        xorl    %eax, %eax
        rdrand  %rcx
        setc    %al
        movq    %rcx, (%rdi)
        ret

        function dr_seedFromProcessor
        xorl    %eax, %eax
        rdseed  %rcx
        setc    %al
        movq    %rcx, (%rdi)
        ret

# readOrderedTimestamp(): the timestamp counter after all that came before.
        function dr_readOrderedTimestamp
        lfence
        rdtsc
        shlq    $32, %rdx
        orq     %rdx, %rax
        ret

        function dr_haltForever
        cli
1:      hlt
        jmp     1b

        .section .note.GNU-stack, "", @progbits
