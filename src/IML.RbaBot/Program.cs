using IML.RbaBot;
using IML.RbaBot.Commands;

if (CommandLine.Run(args, Console.Out, Console.Error) is { } exitCode)
{
    return exitCode;
}

if (await CommandLine.RunOnStorageAsync(args, Console.Out, Console.Error) is { } ended)
{
    return ended;
}

try
{
    await Composition.Compose(args).RunAsync();
    return 0;
}
catch (StartProblemsException problems)
{
    return CommandLine.CannotStart(problems.Problems, Console.Error);
}
