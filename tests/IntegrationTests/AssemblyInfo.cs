// One server for all, and engines that share the process's environment.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
