using System.Runtime.InteropServices;
using IML.RbaBot.AppHost;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    var options = LocalRunOptions.Read(args, Environment.GetEnvironmentVariable);
    await using var run = await LocalRun.StartAsync(options, Console.WriteLine, stop.Token);
    Console.WriteLine(Texts.Say(
        "ready",
        ("developer", Personas.Developer.Name),
        ("developerAddress", run.Developer.Address),
        ("focalPoint", Personas.FocalPoint.Name),
        ("focalPointAddress", run.FocalPoint.Address),
        ("botAddress", run.Bot.Address),
        ("tables", run.Storage.TablePort),
        ("queues", run.Storage.QueuePort),
        ("data", options.DataFolder),
        ("logs", options.LogFolder),
        ("exports", options.ExportFolder)));
    await run.WatchAsync(stop.Token);
    Console.WriteLine(Texts.Say("stopping"));
    return 0;
}
catch (LocalRunException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
