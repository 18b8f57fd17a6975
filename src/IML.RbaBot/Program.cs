using IML.RbaBot.Commands;

if (CommandLine.Run(args, Console.Out, Console.Error) is { } exitCode)
{
    return exitCode;
}

var app = WebApplication.CreateSlimBuilder(args).Build();
await app.RunAsync();
return 0;
