using System.Buffers;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

/// <summary>Pooled memory loses nothing as it grows, and nobody reads what was given back.</summary>
public sealed class PooledBytesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(5_000)]
    public void What_is_written_stands_as_it_was_written(int room)
    {
        var random = new Random(room);
        var expected = new ArrayBufferWriter<byte>();
        var bytes = new PooledBytes(room);
        for (var i = 0; i < 200; i++)
        {
            var piece = new byte[random.Next(0, 700)];
            random.NextBytes(piece);
            expected.Write(piece);
            bytes.Write(piece);
        }

        Assert.Equal(expected.WrittenCount, bytes.Count);
        Assert.True(expected.WrittenSpan.SequenceEqual(bytes.Written));
        bytes.GiveBack();
    }

    [Fact]
    public void It_gives_as_much_room_as_is_asked_for_and_takes_no_more_than_it_gave()
    {
        var bytes = new PooledBytes(16);
        Assert.True(bytes.GetMemory(100_000).Length >= 100_000);
        Assert.True(bytes.GetSpan().Length > 0);
        bytes.Advance(bytes.GetSpan().Length);
        Assert.True(bytes.GetSpan().Length > 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Advance(bytes.GetSpan().Length + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Advance(-1));
        bytes.GiveBack();
    }

    [Fact]
    public void What_was_given_back_is_neither_read_nor_written_nor_given_back_twice()
    {
        var bytes = new PooledBytes(64);
        bytes.Write("abc"u8);
        bytes.GiveBack();
        bytes.GiveBack();

        Assert.Throws<ObjectDisposedException>(() => bytes.Written);
        Assert.Throws<ObjectDisposedException>(() => bytes.GetMemory());
        Assert.Throws<ObjectDisposedException>(() => bytes.Advance(0));

        // Twice in the pool, the same memory would go to two.
        var one = ArrayPool<byte>.Shared.Rent(64);
        var other = ArrayPool<byte>.Shared.Rent(64);
        Assert.NotSame(one, other);
        ArrayPool<byte>.Shared.Return(one);
        ArrayPool<byte>.Shared.Return(other);
    }
}
