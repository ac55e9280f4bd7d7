// The engines share the process's environment and the frame's test cmdlets their state.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
