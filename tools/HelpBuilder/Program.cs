using HubChantier.Backup.HelpBuilder;

if (HelpOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(HelpOptions.Usage);
    return 2;
}

IReadOnlyList<HelpProblem> problems = HelpBuild.Run(options);
foreach (HelpProblem problem in problems)
{
    Console.Error.WriteLine(problem);
}

return problems.Count == 0 ? 0 : 1;
