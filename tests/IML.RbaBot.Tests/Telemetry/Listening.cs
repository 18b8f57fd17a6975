using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using IML.RbaBot.Telemetry;

namespace IML.RbaBot.Tests.Telemetry;

/// <summary>Listens to everything that the bot measures, while it lives.</summary>
internal sealed class Listening : IDisposable
{
    private readonly ConcurrentQueue<string> measured = [];
    private readonly ConcurrentQueue<string> spans = [];
    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;

    public Listening()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == BotTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.Start();
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BotTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue(
                $"{span.DisplayName} [{string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}"))}] {span.Status} {string.Join(' ', span.Events.Select(e => e.Name))}"),
        };
        ActivitySource.AddActivityListener(activities);
    }

    /// <summary>Each measurement as <c>name{tag=value …}</c>; durations are left out, as they differ from run to run.</summary>
    public IReadOnlyList<string> Measured => [.. measured];

    /// <summary>Each span as <c>name [tag=value …] status</c>.</summary>
    public IReadOnlyList<string> Spans => [.. spans];

    public void Observe() => meters.RecordObservableInstruments();

    public void Dispose()
    {
        meters.Dispose();
        activities.Dispose();
    }

    private void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = new List<string>();
        foreach (var tag in tags)
        {
            words.Add($"{tag.Key}={tag.Value}");
        }

        var amount = value is double ? "" : string.Create(CultureInfo.InvariantCulture, $" {value}");
        measured.Enqueue($"{instrument.Name}{{{string.Join(' ', words)}}}{amount}");
    }
}
