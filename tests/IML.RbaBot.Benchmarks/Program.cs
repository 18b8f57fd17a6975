using System.Text;
using BenchmarkDotNet.Running;
using IML.RbaBot.Benchmarks.Load;

// docs/performance.md says how to use this and what it printed.
Console.OutputEncoding = Encoding.UTF8;
switch (args)
{
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(LoadRun).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
        return 0;
    case ["load", .. var rest]:
        return await LoadRun.RunAsync(LoadOptions.Read(rest), Console.Out);
    case [BareEndpoint.Command, var url, var cardBytes]:
        await BareEndpoint.RunAsync(url, int.Parse(cardBytes, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine(LoadOptions.Usage);
        return 2;
}
