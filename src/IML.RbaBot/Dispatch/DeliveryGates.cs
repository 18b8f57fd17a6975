using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Dispatch;

/// <summary>Lets one delivery of a kind run at a time on an assessment in this process: the next one then sees what the first has settled.</summary>
internal sealed class DeliveryGates
{
    private readonly Lock gate = new();
    private readonly Dictionary<(AssessmentId, OutboxKind), Entrance> entrances = [];

    public async Task<IDisposable> EnterAsync((AssessmentId, OutboxKind) id, CancellationToken cancellationToken)
    {
        Entrance? entrance;
        lock (gate)
        {
            if (!entrances.TryGetValue(id, out entrance))
            {
                entrances[id] = entrance = new Entrance();
            }

            entrance.Users++;
        }

        var pass = new Pass(this, id, entrance);
        try
        {
            await entrance.Turn.WaitAsync(cancellationToken);
            pass.Entered = true;
            return pass;
        }
        catch (OperationCanceledException)
        {
            pass.Dispose();
            throw;
        }
    }

    private sealed class Entrance
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Pass(DeliveryGates gates, (AssessmentId, OutboxKind) id, Entrance entrance) : IDisposable
    {
        public bool Entered { get; set; }

        public void Dispose()
        {
            lock (gates.gate)
            {
                if (Entered)
                {
                    entrance.Turn.Release();
                }

                if (--entrance.Users == 0)
                {
                    gates.entrances.Remove(id);
                    entrance.Turn.Dispose();
                }
            }
        }
    }
}
