namespace HubChantier.Backup.FrameCmdlets;

/// <summary>What the work of the last cmdlet did, for the test to see. Volatile: the test and the work are on two threads.</summary>
public static class FrameState
{
    private static volatile bool s_cancelled;
    private static volatile bool s_finished;
    private static volatile bool s_waiting;
    private static volatile int s_emitted;
    private static volatile int s_taken;
    private static volatile int s_furthestAhead;

    /// <summary>The work saw its token.</summary>
    public static bool Cancelled
    {
        get => s_cancelled;
        internal set => s_cancelled = value;
    }

    /// <summary>The work's own <c>finally</c> came to its end.</summary>
    public static bool Finished
    {
        get => s_finished;
        internal set => s_finished = value;
    }

    /// <summary>The work waits for nothing but its token, or a script block of the test for nothing but its end.</summary>
    public static bool Waiting
    {
        get => s_waiting;
        set => s_waiting = value;
    }

    /// <summary>Objects that the work has handed over.</summary>
    public static int Emitted
    {
        get => s_emitted;
        internal set => s_emitted = value;
    }

    /// <summary>Objects that the test's consumer has taken.</summary>
    public static int Taken
    {
        get => s_taken;
        set => s_taken = value;
    }

    /// <summary>The largest number of objects by which the work was ever ahead of the consumer.</summary>
    public static int FurthestAhead
    {
        get => s_furthestAhead;
        internal set => s_furthestAhead = value;
    }

    /// <summary>Forgets what was.</summary>
    public static void Reset()
    {
        Cancelled = Finished = Waiting = false;
        Emitted = Taken = FurthestAhead = 0;
    }
}
