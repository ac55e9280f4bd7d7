// One server for all, which some of the tests crash.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
