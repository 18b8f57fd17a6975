using IML.RbaBot;
using IML.RbaBot.Commands;
using Microsoft.Extensions.Options;

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
catch (OptionsValidationException problems)
{
    return CommandLine.CannotStart(problems.Failures, Console.Error);
}
